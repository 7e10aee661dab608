//! A screen as a picture: each run of cells that look alike is one text over one rectangle; the cursor is a frame.
//! Nothing is drawn that does not stand on the screen.

use std::fmt::Write as _;

use vt100::{Cell, Color, Screen};

/// A cell, in pixels.
const CELL: (f32, f32) = (9.6, 20.0);
/// The free border around the screen, in pixels.
const BORDER: f32 = 14.0;
/// The terminal's own colours.
const INK: &str = "#d8d8d2";
const PAPER: &str = "#101114";

/// How cells look that are drawn as one.
#[derive(Clone, PartialEq)]
struct Look {
    ink: String,
    paper: Option<String>,
    bold: bool,
    dim: bool,
    italic: bool,
    underline: bool,
}

/// Draws a screen; `shows` is what a screen reader says of it.
pub(crate) fn draw(screen: &Screen, shows: &str) -> String {
    let (rows, columns) = screen.size();
    let (rows, columns) = (rows.get(), columns.get());
    let (width, height) =
        (f32::from(columns) * CELL.0 + 2.0 * BORDER, f32::from(rows) * CELL.1 + 2.0 * BORDER);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" width=\"{width:.0}\" \
         height=\"{height:.0}\" role=\"img\" xml:space=\"preserve\" font-size=\"16\" \
         font-family=\"'DejaVu Sans Mono', Menlo, Consolas, 'Liberation Mono', monospace\">\n<title>{}</title>\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{PAPER}\"/>\n",
        escaped(shows)
    );
    for row in 0..rows {
        draw_row(&mut svg, screen, row, columns);
    }
    if !screen.hide_cursor() {
        let (row, column) = screen.cursor_position();
        let (x, y) = (BORDER + f32::from(column) * CELL.0, BORDER + f32::from(row) * CELL.1);
        let (w, h) = CELL;
        let _ = writeln!(
            svg,
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{w:.1}\" height=\"{h:.1}\" fill=\"{INK}\" fill-opacity=\"0.35\" \
             stroke=\"{INK}\"/>"
        );
    }
    svg.push_str("</svg>\n");
    svg
}

fn draw_row(svg: &mut String, screen: &Screen, row: u16, columns: u16) {
    let mut run: Option<(u16, u16, String, Look)> = None;
    for column in 0..columns {
        let Some(cell) = screen.cell(row, column).filter(|cell| !cell.is_wide_continuation()) else {
            continue;
        };
        let look = look(cell);
        let said = if cell.has_contents() { cell.contents() } else { " " };
        let wide = if cell.is_wide() { 2 } else { 1 };
        match &mut run {
            Some((_, width, text, before)) if *before == look => {
                *width += wide;
                text.push_str(said);
            }
            _ => {
                put(svg, row, run.replace((column, wide, said.to_owned(), look)));
            }
        }
    }
    put(svg, row, run);
}

fn put(svg: &mut String, row: u16, run: Option<(u16, u16, String, Look)>) {
    let Some((column, width, text, look)) = run else { return };
    let (x, y) = (BORDER + f32::from(column) * CELL.0, BORDER + f32::from(row) * CELL.1);
    if let Some(paper) = &look.paper {
        let (w, h) = (f32::from(width) * CELL.0, CELL.1);
        let _ = writeln!(
            svg,
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{w:.1}\" height=\"{h:.1}\" fill=\"{paper}\"/>"
        );
    }
    let lead = text.chars().take_while(|c| *c == ' ').count();
    let said = text.trim();
    if said.is_empty() && !look.underline {
        return;
    }
    let (x, said, cells) = if look.underline {
        (x, text.as_str(), f32::from(width))
    } else {
        let end = text.chars().rev().take_while(|c| *c == ' ').count();
        let cut = |count: usize| u16::try_from(count).map_or(0.0, f32::from);
        (x + cut(lead) * CELL.0, said, f32::from(width) - cut(lead) - cut(end))
    };
    let marks = [
        (look.bold, " font-weight=\"bold\""),
        (look.italic, " font-style=\"italic\""),
        (look.underline, " text-decoration=\"underline\""),
        (look.dim, " opacity=\"0.7\""),
    ];
    let marks: String = marks.iter().filter(|(on, _)| *on).map(|(_, mark)| *mark).collect();
    let _ = writeln!(
        svg,
        "<text x=\"{x:.1}\" y=\"{:.1}\" textLength=\"{:.1}\" lengthAdjust=\"spacingAndGlyphs\" fill=\"{}\"{marks}>{}</text>",
        y + 15.0,
        cells * CELL.0,
        look.ink,
        escaped(said)
    );
}

fn look(cell: &Cell) -> Look {
    let (mut ink, mut paper) = (named(cell.fgcolor()), named(cell.bgcolor()));
    if cell.inverse() {
        (ink, paper) =
            (Some(paper.unwrap_or_else(|| PAPER.to_owned())), Some(ink.unwrap_or_else(|| INK.to_owned())));
    }
    Look {
        ink: ink.unwrap_or_else(|| INK.to_owned()),
        paper,
        bold: cell.bold(),
        dim: cell.dim(),
        italic: cell.italic(),
        underline: cell.underline(),
    }
}

/// Returns a colour as it is written in a picture; the terminal's own is nothing.
fn named(color: Color) -> Option<String> {
    const SIXTEEN: [u32; 16] = [
        0x282a2e, 0xcc6666, 0x9bb368, 0xd9a860, 0x7a9fc2, 0xab8fbd, 0x86b8b1, 0xc5c8c6, 0x70757c, 0xe08a8a,
        0xb9cf85, 0xf0c674, 0x95b9db, 0xc5a8d6, 0xa2d3cc, 0xffffff,
    ];
    let value = match color {
        Color::Default => return None,
        Color::Rgb(r, g, b) => u32::from_be_bytes([0, r, g, b]),
        Color::Idx(index @ 0..16) => SIXTEEN[usize::from(index)],
        Color::Idx(index @ 16..232) => {
            let level = |part: u8| if part == 0 { 0 } else { 55 + 40 * part };
            let cube = index - 16;
            u32::from_be_bytes([0, level(cube / 36), level(cube / 6 % 6), level(cube % 6)])
        }
        Color::Idx(index) => {
            let grey = 8 + 10 * (index - 232);
            u32::from_be_bytes([0, grey, grey, grey])
        }
    };
    Some(format!("#{value:06x}"))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

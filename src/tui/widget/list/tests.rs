//! A list of any length: the focus, the window, clicks, and that no row is made before it is seen.

use std::cell::Cell;

use ratatui::buffer::Buffer;

use super::*;
use crate::tui::look::Colours;

/// Rows that count how often one was made.
#[derive(Default)]
struct Counted(Cell<usize>);

impl Rows for Counted {
    fn row(&self, n: usize) -> Row {
        self.0.set(self.0.get() + 1);
        let label = Line { text: format!("row {n}"), marks: Vec::new() };
        Row { tag: "1".into(), label, note: "note".into(), line: Line::default() }
    }

    fn heading(&self, n: usize) -> String {
        format!("heading {n}")
    }
}

const SHAPE: Shape = Shape { tags: true, beside: false, line: false };

fn list(len: usize, area: Rect) -> List {
    let mut list = List::default();
    list.fit(area, SHAPE);
    list.set(len, (0..len).step_by(10).collect(), 0);
    list
}

fn go(list: &mut List, to: Motion) -> Option<usize> {
    list.act(&Act::Edit(Edit::Move { to, select: false }));
    list.focused()
}

fn seen(list: &List, rows: &Counted) -> Vec<String> {
    let mut buffer = Buffer::empty(Rect::new(0, 0, 30, 30));
    let screen = buffer.area;
    list.draw(&mut Frame::new(&mut buffer, screen), rows, Look::new(Colours::None, true));
    let rows = buffer.content.chunks(30).map(|row| row.iter().map(|cell| cell.symbol()).collect::<String>());
    rows.map(|row| row.trim_end().to_owned()).collect()
}

#[test]
fn only_what_is_seen_is_made() {
    let rows = Counted::default();
    let mut list = list(100_000, Rect::new(0, 0, 28, 20));
    assert_eq!(rows.0.get(), 0, "none up front");
    seen(&list, &rows);
    assert!(rows.0.get() <= 10);
    for to in [Motion::End, Motion::PageUp, Motion::Start, Motion::PageDown] {
        rows.0.set(0);
        go(&mut list, to);
        seen(&list, &rows);
        assert!((1..=10).contains(&rows.0.get()), "{to:?}: {}", rows.0.get());
    }
    list.focus(54_321);
    assert!(seen(&list, &rows).iter().any(|line| line == "›  1 row 54321"));
}

#[test]
fn the_row_in_focus_is_always_seen_with_its_heading() {
    for height in [2, 3, 5, 9, 12, 20] {
        let mut list = list(35, Rect::new(0, 0, 28, height));
        let rows = Counted::default();
        let steps = std::iter::repeat_n(Motion::Down, 40).chain(std::iter::repeat_n(Motion::Up, 40));
        for to in
            steps.chain([Motion::PageDown, Motion::PageDown, Motion::PageUp, Motion::End, Motion::Start])
        {
            let n = go(&mut list, to).unwrap();
            let lines = seen(&list, &rows);
            assert!(
                lines.iter().any(|line| line.split("  ").take(2).eq(["›", &format!("1 row {n}")])),
                "{height} {n}: {lines:?}"
            );
            if n.is_multiple_of(10) && height > 2 {
                assert!(
                    lines.iter().any(|line| line.split("  ").next() == Some(&format!("heading {n}"))),
                    "{height} {n}: {lines:?}"
                );
            }
        }
        assert!(seen(&list, &rows)[0].contains("heading 0"), "back at the top");
    }
}

#[test]
fn a_click_chooses_a_row_and_never_a_heading() {
    let mut list = list(35, Rect::new(2, 3, 28, 12));
    let mut click = |x, y| list.act(&Act::Click(x, y, false));
    assert_eq!(click(5, 3), None);
    assert_eq!(click(5, 4), Some(0));
    assert_eq!(click(5, 7), Some(1));
    assert_eq!(click(5, 2), None);
    assert_eq!(click(5, 15), None);
}

#[test]
fn what_is_in_focus_stays_where_it_is_when_rows_come_and_go() {
    let mut list = list(1000, Rect::new(0, 0, 28, 20));
    list.focus(500);
    let rows = Counted::default();
    let place = |list: &List| seen(list, &rows).iter().position(|line| line.contains('›'));
    let before = place(&list);
    list.set(1003, (0..1003).step_by(10).collect(), 503);
    assert_eq!(place(&list), before);
    list.set(0, Vec::new(), 0);
    assert_eq!((list.focused(), list.act(&Act::Enter)), (None, None));
    assert!(seen(&list, &rows).iter().all(String::is_empty));
}

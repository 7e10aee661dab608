//! The stages, and the place in them: always in sight while one walks a guide.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::session::Progress;
use crate::text::columns;
use crate::tui::look::Look;
use crate::tui::terminal::Frame;

/// Draws the stages in one line: all titles where they fit, else where one is.
pub(crate) fn draw(frame: &mut Frame<'_>, line: Rect, stages: &[Progress<'_>], look: Look) {
    let full: usize = stages.iter().map(|stage| columns(stage.title) + 5).sum();
    let spans = if full <= usize::from(line.width) + 3 { wide(stages, look) } else { narrow(stages, look) };
    frame.render_widget(Line::from(spans), line);
}

fn sign(stage: &Progress<'_>, look: Look) -> &'static str {
    match (stage.here, stage.passed >= stage.of) {
        (true, _) => look.sign("●", "@"),
        (false, true) => look.sign("◉", "x"),
        (false, false) => look.sign("○", "o"),
    }
}

fn wide<'a>(stages: &[Progress<'a>], look: Look) -> Vec<Span<'a>> {
    let mut spans = Vec::new();
    for (n, stage) in stages.iter().enumerate() {
        if n > 0 {
            spans.push(Span::raw("   "));
        }
        let style = if stage.here { look.accent() } else { look.quiet() };
        spans.push(Span::styled(format!("{} ", sign(stage, look)), style));
        spans.push(Span::styled(stage.title, style));
    }
    spans
}

fn narrow<'a>(stages: &[Progress<'a>], look: Look) -> Vec<Span<'a>> {
    let mut spans: Vec<Span<'a>> = Vec::new();
    for stage in stages {
        let style = if stage.here { look.accent() } else { look.quiet() };
        spans.push(Span::styled(format!("{} ", sign(stage, look)), style));
    }
    if let Some(here) = stages.iter().find(|stage| stage.here) {
        spans.push(Span::styled(format!(" {}", here.title), look.accent()));
    }
    spans
}

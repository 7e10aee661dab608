//! A list of options with a focus: what one, several, yes-no and a cadence share.

use super::field::{MARK, Mark, Row, Scrolled, Spot, Stroke};
use crate::text::{self, Edit, Motion};

/// Options, the one in focus, and the window they are seen through.
#[derive(Debug)]
pub(super) struct Listing {
    labels: Vec<String>,
    pub(super) focus: usize,
    columns: usize,
    lines: usize,
    top: usize,
}

/// What a stroke means to a list of options.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meant {
    /// The focus moved.
    Moved,
    /// This option was picked by its number or by a click.
    Picked(usize),
    /// The option in focus was picked by the space bar.
    Space,
    /// Enter.
    Enter,
    /// Nothing to a list.
    Nothing,
}

impl Listing {
    pub(super) fn new(labels: Vec<String>, focus: usize) -> Self {
        Self { labels, focus, columns: 72, lines: usize::MAX, top: 0 }
    }

    pub(super) fn len(&self) -> usize {
        self.labels.len()
    }

    pub(super) fn label(&self, option: usize) -> &str {
        &self.labels[option]
    }

    /// Reads a stroke; the focus follows it.
    pub(super) fn stroke(&mut self, stroke: &Stroke) -> Meant {
        let meant = self.meant(stroke);
        if let Meant::Picked(option) = meant {
            self.focus = option;
        }
        self.follow();
        meant
    }

    fn meant(&mut self, stroke: &Stroke) -> Meant {
        let last = self.labels.len().saturating_sub(1);
        match stroke {
            Stroke::Enter => Meant::Enter,
            Stroke::Type(typed) if typed == " " => Meant::Space,
            Stroke::Type(typed) => match typed.parse::<usize>() {
                Ok(number @ 1..) if number <= self.labels.len() => Meant::Picked(number - 1),
                _ => Meant::Nothing,
            },
            Stroke::Click { row, .. } => self.at_row(self.top + row).map_or(Meant::Nothing, Meant::Picked),
            Stroke::Edit(Edit::Move { to, .. }) => {
                self.focus = match to {
                    Motion::Up | Motion::Left => self.focus.saturating_sub(1),
                    Motion::Down | Motion::Right => (self.focus + 1).min(last),
                    Motion::Start | Motion::LineStart | Motion::PageUp => 0,
                    Motion::End | Motion::LineEnd | Motion::PageDown => last,
                    _ => self.focus,
                };
                Meant::Moved
            }
            Stroke::Edit(Edit::Scroll(by)) => {
                let to = self.focus as i64 + i64::from(*by).signum();
                self.focus = to.clamp(0, last as i64) as usize;
                Meant::Moved
            }
            Stroke::Edit(_) => Meant::Nothing,
        }
    }

    pub(super) fn fit(&mut self, columns: usize, lines: usize) {
        (self.columns, self.lines) = (columns, lines.max(1));
        self.follow();
    }

    /// Wraps the words of an option beside its mark.
    fn wrapped(&self, option: usize) -> Vec<&str> {
        text::rows(&self.labels[option], self.columns.saturating_sub(MARK).max(1))
    }

    fn height(&self, option: usize) -> usize {
        self.wrapped(option).len()
    }

    fn first_row(&self, option: usize) -> usize {
        (0..option).map(|before| self.height(before)).sum()
    }

    fn at_row(&self, row: usize) -> Option<usize> {
        let mut below = 0;
        (0..self.labels.len()).find(|&option| {
            below += self.height(option);
            row < below
        })
    }

    /// Moves the window so that the focus is in it.
    fn follow(&mut self) {
        if self.labels.is_empty() {
            return;
        }
        let first = self.first_row(self.focus);
        let end = first + self.height(self.focus);
        let all = self.first_row(self.labels.len());
        self.top =
            self.top.max(end.saturating_sub(self.lines)).min(first).min(all.saturating_sub(self.lines));
    }

    /// Returns the rows in the window, each option marked by `mark`.
    pub(super) fn rows(&self, mark: impl Fn(usize) -> Mark) -> Vec<Row> {
        let all = (0..self.labels.len()).flat_map(|option| {
            let mark = mark(option);
            self.wrapped(option).into_iter().enumerate().map(move |(n, words)| Row::Choice {
                mark: (n == 0).then_some(mark),
                words: words.to_owned(),
                focused: option == self.focus,
            })
        });
        all.skip(self.top).take(self.lines).collect()
    }

    /// Returns the place of the focus in the window.
    pub(super) fn caret(&self) -> Spot {
        Spot { column: 0, row: self.first_row(self.focus).saturating_sub(self.top) }
    }

    /// Returns how far the window is scrolled.
    pub(super) fn scroll(&self) -> Option<Scrolled> {
        let of = self.first_row(self.labels.len());
        (of > self.lines).then_some(Scrolled { above: self.top, of })
    }

    /// Returns the options as numbered lines.
    pub(super) fn numbered(&self) -> Vec<String> {
        self.labels.iter().enumerate().map(|(n, label)| format!("{}. {label}", n + 1)).collect()
    }
}

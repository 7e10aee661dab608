//! What the editor promises, tried with random scripts of edits against a plain string.

use proptest::collection::vec;
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use super::*;

mod habits;

/// Text of everything that is hard: words, wide letters, marks, flags, joined emoji, controls, direction overrides.
pub(super) fn nasty(size: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => "[a-z]{1,9}",
        6 => Just(" ".to_owned()),
        2 => Just("\n".to_owned()),
        1 => any::<char>().prop_map(String::from),
        5 => prop::sample::select(PIECES).prop_map(str::to_owned),
    ];
    vec(piece, size).prop_map(|pieces| pieces.concat())
}

const PIECES: &[&str] = &[
    "\r",
    "\r\n",
    "\t",
    "\0",
    "\x1b",
    "\u{85}",
    "\u{9b}",
    "日本",
    "語。",
    "e\u{301}",
    "\u{301}",
    "\u{200d}",
    "👩‍👩‍👧",
    "👩",
    "👍🏽",
    "🇩",
    "🇩🇪",
    "\u{202e}",
    "\u{200b}",
    "\u{2028}",
    "क्ष",
    "\u{93f}",
    "\u{94d}",
    "ｶﾞ",
    "한",
    "\u{1112}\u{1161}",
    "\u{600}",
    "\u{E0067}",
    "\u{feff}",
    "-",
    "—",
    "“",
    "”",
    "(",
    ")",
    "1,000.50",
    "\u{a0}",
    "\u{3000}",
    "    ",
    "لا",
    "\u{fe0f}",
    "/",
    "\u{ad}",
    "\u{1F3F4}",
    "⌚",
    "\u{fe0e}",
    "!",
    "e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}",
];

fn motion() -> impl Strategy<Value = Motion> {
    use Motion::*;
    prop::sample::select(vec![
        Left,
        Right,
        WordLeft,
        WordRight,
        Up,
        Down,
        PageUp,
        PageDown,
        LineStart,
        LineEnd,
        ParagraphStart,
        ParagraphEnd,
        Start,
        End,
    ])
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        8 => nasty(1..2).prop_map(Edit::Insert),
        1 => nasty(0..30).prop_map(Edit::Insert),
        2 => Just(Edit::Newline),
        4 => Just(Edit::Backspace),
        2 => Just(Edit::Delete),
        1 => motion().prop_map(Edit::DeleteTo),
        10 => (motion(), any::<bool>()).prop_map(|(to, select)| Edit::Move { to, select }),
        1 => Just(Edit::SelectAll),
        3 => (0u16..30, 0u16..8, any::<bool>()).prop_map(|(column, line, select)| Edit::Click { column, line, select }),
        1 => (0u16..30, 0u16..8).prop_map(|(column, line)| Edit::SelectWordAt { column, line }),
        1 => (-5i32..5).prop_map(Edit::Scroll),
        1 => Just(Edit::Cut),
        2 => Just(Edit::Undo),
        1 => Just(Edit::Redo),
    ]
}

/// Grapheme boundaries of a text in which a line feed stands alone.
fn boundaries(text: &str) -> Vec<usize> {
    let mut start = 0;
    let mut out = Vec::new();
    for paragraph in text.split('\n') {
        out.extend(paragraph.grapheme_indices(true).map(|(at, _)| start + at));
        out.push(start + paragraph.len());
        start += paragraph.len() + 1;
    }
    out
}

/// What an edit that changes text should leave, by a plain string, from the caret and selection before it.
fn expected(before: &Editor, edit: &Edit, one_line: bool) -> Option<(String, usize)> {
    let mut text = before.text();
    let caret = before.caret();
    let selected = before.selection();
    let edges = boundaries(&text);
    let (range, put) = match edit {
        Edit::Insert(put) => {
            let put = put.replace("\r\n", "\n").replace('\r', "\n");
            (selected.unwrap_or(caret..caret), if one_line { put.replace('\n', " ") } else { put })
        }
        Edit::Newline if one_line => (caret..caret, String::new()),
        Edit::Newline => (selected.unwrap_or(caret..caret), "\n".to_owned()),
        Edit::Backspace => {
            let left = edges.iter().rev().find(|e| **e < caret).copied().unwrap_or(0);
            (selected.unwrap_or(left..caret), String::new())
        }
        Edit::Delete => {
            let right = edges.iter().find(|e| **e > caret).copied().unwrap_or(text.len());
            (selected.unwrap_or(caret..right), String::new())
        }
        Edit::Cut => (selected.unwrap_or(caret..caret), String::new()),
        _ => return None,
    };
    if matches!(edit, Edit::Insert(put) if put.is_empty()) {
        return Some((text, caret));
    }
    let end = range.start + put.len();
    text.replace_range(range, &put);
    let end = boundaries(&text).into_iter().find(|e| *e >= end).unwrap_or(text.len());
    Some((text, end))
}

fn check(editor: &Editor, columns: usize, lines: usize) -> Result<(), TestCaseError> {
    let text = editor.text();
    prop_assert_eq!(editor.len(), text.len());
    let edges = boundaries(&text);
    prop_assert!(edges.contains(&editor.caret()), "caret {} in {:?}", editor.caret(), text);
    if let Some(selection) = editor.selection() {
        prop_assert!(edges.contains(&selection.start) && edges.contains(&selection.end));
        prop_assert_eq!(editor.selected(), Some(text[selection].to_owned()));
    }

    let mut anew = Editor::new(&text);
    anew.fit(columns, usize::MAX);
    let rows: Vec<_> = anew.window().map(|line| (line.start, line.text.to_owned())).collect();
    let mut all = editor.clone();
    all.fit(columns, usize::MAX);
    let kept: Vec<_> = all.window().map(|line| (line.start, line.text.to_owned())).collect();
    prop_assert_eq!(&kept, &rows, "incremental and full layout");
    prop_assert_eq!(editor.row_count(), rows.len());
    prop_assert_eq!(anew.height_for(columns + 3), Editor::new(&text).height_for(columns + 3));

    let window: Vec<_> = editor.window().collect();
    prop_assert_eq!(window.len(), lines.min(rows.len() - editor.top()));
    let (column, line) = editor.caret_cell();
    prop_assert!(usize::from(column) < columns.max(1));
    if lines > 0 {
        prop_assert!(usize::from(line) < window.len(), "line {} of {}", line, window.len());
        let line = &window[usize::from(line)];
        prop_assert!((line.start..=line.start + line.text.len()).contains(&editor.caret()));
        let drawn = columns_before(line, editor.caret()).min(columns.saturating_sub(1));
        prop_assert_eq!(usize::from(column), drawn);
    }
    Ok(())
}

fn columns_before(line: &Line<'_>, caret: usize) -> usize {
    columns(&line.text[..caret - line.start])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn any_script_of_edits_keeps_the_promises(
        start in nasty(0..60),
        script in vec((edit(), 0usize..40), 1..60),
        size in (0usize..24, 0usize..7),
        one_line in prop::bool::weighted(0.2),
    ) {
        let (mut columns, lines) = size;
        let start = if one_line { start.replace('\n', " ") } else { start };
        let mut editor = if one_line { Editor::single(&start) } else { Editor::new(&start) };
        editor.fit(columns, lines);
        check(&editor, columns, lines)?;
        for (edit, other) in script {
            let before = editor.clone();
            let changed = editor.apply(edit.clone());
            let differs = before.text() != editor.text();
            // A step may have led back to the same text by several keys: taking it back is still a step.
            let step = matches!(edit, Edit::Undo | Edit::Redo);
            prop_assert!(changed == differs || changed && step, "{:?}", &edit);
            if let Some((text, caret)) = expected(&before, &edit, one_line) {
                prop_assert_eq!(editor.text(), text, "{:?}", &edit);
                if changed {
                    prop_assert_eq!(editor.caret(), caret, "{:?}", &edit);
                }
            }
            if other < 3 {
                columns = other * 9;
                editor.fit(columns, lines);
            }
            check(&editor, columns, lines)?;
        }
        while editor.apply(Edit::Redo) {}
        let end = editor.text();
        while editor.apply(Edit::Undo) {}
        check(&editor, columns, lines)?;
        prop_assert_eq!(editor.text(), start);
        while editor.apply(Edit::Redo) {}
        check(&editor, columns, lines)?;
        prop_assert_eq!(editor.text(), end);
    }

    #[test]
    fn every_text_comes_back_as_it_was(text in any::<String>(), more in nasty(0..40)) {
        let text = text + &more;
        let mut editor = Editor::new(&text);
        prop_assert_eq!(editor.text(), text.clone());
        editor.fit(7, 3);
        prop_assert_eq!(editor.text(), text.clone());
        editor.set_text(&more);
        prop_assert_eq!(editor.text(), more);
        editor.apply(Edit::Undo);
        prop_assert_eq!(editor.text(), text);
    }
}

#[test]
fn redo_leads_to_the_end() {
    let mut editor = Editor::new("");
    for piece in ["one", " ", "t", "w", "o", "\n", "x", " pasted words ", "y"] {
        editor.apply(Edit::Insert(piece.to_owned()));
    }
    editor.apply(Edit::Backspace);
    editor.apply(Edit::Move { to: Motion::Start, select: false });
    editor.apply(Edit::Delete);
    let end = editor.text();
    while editor.apply(Edit::Undo) {}
    assert_eq!(editor.text(), "");
    while editor.apply(Edit::Redo) {}
    assert_eq!(editor.text(), end);
}

//! What the hands expect of an editor, one habit a test.

use super::super::*;

fn editor(text: &str, columns: usize, lines: usize) -> Editor {
    let mut editor = Editor::new(text);
    editor.fit(columns, lines);
    editor
}

fn go(editor: &mut Editor, to: Motion) -> usize {
    editor.apply(Edit::Move { to, select: false });
    editor.caret()
}

fn select(editor: &mut Editor, to: Motion) -> Option<String> {
    editor.apply(Edit::Move { to, select: true });
    editor.selected()
}

fn type_in(editor: &mut Editor, keys: &str) {
    for key in keys.chars() {
        editor.apply(Edit::Insert(key.to_string()));
    }
}

fn rows_of(editor: &Editor) -> Vec<&str> {
    editor.window().map(|line| line.text).collect()
}

#[test]
fn undo_takes_a_word_at_a_time() {
    let mut e = editor("", 80, 5);
    type_in(&mut e, "one two  three");
    let mut steps = Vec::new();
    while e.apply(Edit::Undo) {
        steps.push(e.text());
    }
    assert_eq!(steps, ["one two  ", "one ", ""]);
    for _ in 0..3 {
        assert!(e.apply(Edit::Redo));
    }
    assert_eq!((e.text().as_str(), e.caret()), ("one two  three", 14));
    assert!(!e.apply(Edit::Redo));
}

#[test]
fn a_motion_or_a_paste_ends_the_run() {
    let mut e = editor("", 80, 5);
    type_in(&mut e, "ab");
    go(&mut e, Motion::End);
    type_in(&mut e, "c");
    e.apply(Edit::Insert("pasted".into()));
    type_in(&mut e, "d");
    let mut steps = Vec::new();
    while e.apply(Edit::Undo) {
        steps.push(e.text());
    }
    assert_eq!(steps, ["abcpasted", "abc", "ab", ""]);
}

#[test]
fn a_new_edit_forgets_what_was_undone() {
    let mut e = editor("", 80, 5);
    type_in(&mut e, "one two");
    e.apply(Edit::Undo);
    type_in(&mut e, "x");
    assert!(!e.apply(Edit::Redo));
    assert_eq!(e.text(), "one x");
}

#[test]
fn undo_brings_the_selection_back() {
    let mut e = editor("keep this", 80, 5);
    select(&mut e, Motion::WordLeft);
    type_in(&mut e, "x");
    assert_eq!(e.text(), "keep x");
    e.apply(Edit::Undo);
    assert_eq!((e.text().as_str(), e.selected().as_deref(), e.caret()), ("keep this", Some("this"), 5));
}

#[test]
fn undo_forgets_the_oldest_but_never_the_newest() {
    let mut e = editor("", 80, 5);
    for _ in 0..6 {
        e.apply(Edit::Insert("x".repeat(1 << 20)));
    }
    let steps = std::iter::from_fn(|| e.apply(Edit::Undo).then_some(())).count();
    assert_eq!(steps, 3);
    e.apply(Edit::Insert("y".repeat(10 << 20)));
    assert!(e.apply(Edit::Undo));
}

#[test]
fn erasing_is_undone_by_words_too() {
    let mut e = editor("one two", 80, 5);
    for _ in 0..7 {
        e.apply(Edit::Backspace);
    }
    assert!(e.is_empty());
    e.apply(Edit::Undo);
    assert_eq!(e.text(), "one ");
    e.apply(Edit::Undo);
    assert_eq!(e.text(), "one two");
}

#[test]
fn arrows_and_erasing_move_over_whole_graphemes() {
    let mut e = editor("a👩‍👩‍👧e\u{301}", 80, 5);
    assert_eq!(go(&mut e, Motion::Left), "a👩‍👩‍👧".len());
    assert_eq!(go(&mut e, Motion::Left), 1);
    e.apply(Edit::Delete);
    assert_eq!(e.text(), "ae\u{301}");
    go(&mut e, Motion::End);
    e.apply(Edit::Backspace);
    assert_eq!(e.text(), "a");
}

#[test]
fn arrows_collapse_a_selection_to_its_sides() {
    let mut e = editor("one two", 80, 5);
    select(&mut e, Motion::WordLeft);
    assert_eq!(go(&mut e, Motion::Right), 7);
    select(&mut e, Motion::WordLeft);
    assert_eq!(go(&mut e, Motion::Left), 4);
    assert_eq!(e.selection(), None);
}

#[test]
fn words_are_what_one_calls_words() {
    let mut e = editor("I can't, truly… 😀 go\n\n日本", 80, 5);
    go(&mut e, Motion::Start);
    let mut stops = Vec::new();
    for _ in 0..6 {
        let from = e.caret();
        let to = go(&mut e, Motion::WordRight);
        stops.push(e.text()[from..to].to_owned());
    }
    assert_eq!(stops, ["I", " can't", ", truly", "… 😀", " go", "\n\n日"]);
    go(&mut e, Motion::End);
    e.apply(Edit::DeleteTo(Motion::WordLeft));
    e.apply(Edit::DeleteTo(Motion::WordLeft));
    e.apply(Edit::DeleteTo(Motion::WordLeft));
    assert_eq!(e.text(), "I can't, truly… 😀 ");
}

#[test]
fn up_and_down_keep_the_column() {
    let mut e = editor("long enough\nab\nlong enough", 40, 5);
    go(&mut e, Motion::Start);
    for _ in 0..6 {
        go(&mut e, Motion::Right);
    }
    go(&mut e, Motion::Down);
    assert_eq!(e.caret_cell(), (2, 1));
    go(&mut e, Motion::Down);
    assert_eq!(e.caret_cell(), (6, 2));
    go(&mut e, Motion::Down);
    assert_eq!(e.caret_cell(), (6, 2));
}

#[test]
fn up_and_down_go_by_rows_on_screen() {
    let mut e = editor("one two three four", 9, 5);
    assert_eq!(rows_of(&e), ["one two ", "three ", "four"]);
    go(&mut e, Motion::Up);
    assert_eq!((e.caret(), e.caret_cell()), (12, (4, 1)));
}

#[test]
fn the_end_of_a_row_is_on_that_row() {
    let mut e = editor("abcdefgh ij", 5, 5);
    assert_eq!(rows_of(&e), ["abcd", "efgh ", "ij"]);
    go(&mut e, Motion::Start);
    assert_eq!(go(&mut e, Motion::LineEnd), 4);
    assert_eq!(e.caret_cell(), (4, 0));
    assert_eq!(go(&mut e, Motion::LineStart), 0);
    go(&mut e, Motion::LineEnd);
    go(&mut e, Motion::Down);
    assert_eq!((e.caret(), e.caret_cell()), (8, (4, 1)));
    assert_eq!(go(&mut e, Motion::LineEnd), 8);
}

#[test]
fn what_is_pasted_has_plain_line_feeds() {
    let mut e = editor("", 80, 5);
    e.apply(Edit::Insert("a\r\nb\rc\n".into()));
    assert_eq!(e.text(), "a\nb\nc\n");
    let mut e = Editor::single("");
    e.apply(Edit::Insert("a\r\nb\rc".into()));
    assert!(!e.apply(Edit::Newline));
    assert_eq!(e.text(), "a b c");
    assert_eq!(Editor::single("a\r\nb").text(), "a\r\nb");
}

#[test]
fn a_click_finds_the_letter_and_a_double_click_the_word() {
    let mut e = editor("one 日本 three\nfour", 80, 5);
    e.apply(Edit::Click { column: 5, line: 0, select: false });
    assert_eq!(e.caret(), 7);
    e.apply(Edit::Click { column: 70, line: 0, select: false });
    assert_eq!(e.caret(), 16);
    e.apply(Edit::Click { column: 0, line: 30, select: true });
    assert_eq!(e.selected().as_deref(), Some("\n"));
    e.apply(Edit::SelectWordAt { column: 11, line: 0 });
    assert_eq!(e.selected().as_deref(), Some("three"));
}

#[test]
fn a_selection_shows_in_each_row() {
    let mut e = editor("one two\n\nfour", 5, 9);
    e.apply(Edit::SelectAll);
    let shown: Vec<_> = e.window().map(|line| (line.start, line.text, line.selected)).collect();
    assert_eq!(
        shown,
        [(0, "one ", Some(0..4)), (4, "two", Some(0..3)), (8, "", None), (9, "four", Some(0..4))]
    );
}

#[test]
fn the_wheel_moves_the_window_and_keeps_the_caret_inside() {
    let mut e = editor("1\n2\n3\n4\n5\n6", 10, 2);
    assert_eq!((e.top(), e.row_count()), (4, 6));
    e.apply(Edit::Scroll(-3));
    assert_eq!((e.top(), rows_of(&e), e.caret()), (1, vec!["2", "3"], 5));
    e.apply(Edit::Scroll(-30));
    assert_eq!(e.top(), 0);
    e.apply(Edit::Scroll(30));
    assert_eq!(e.top(), 4);
}

#[test]
fn a_new_width_keeps_the_caret_on_its_line() {
    let text = "some words to wrap ".repeat(40);
    let mut e = editor(&text, 40, 10);
    e.set_caret(300);
    e.apply(Edit::Scroll(-2));
    let line = e.caret_cell().1;
    e.fit(25, 10);
    assert_eq!((e.caret(), e.caret_cell().1), (300, line));
}

#[test]
fn a_row_needs_room_for_the_caret_behind_it() {
    assert_eq!(editor("", 10, 1).height_for(10), 1);
    assert_eq!(Editor::new("123456789").height_for(10), 1);
    assert_eq!(Editor::new("1234567890").height_for(10), 2);
    let mut e = editor("123456789", 10, 3);
    assert_eq!(e.caret_cell(), (9, 0));
    type_in(&mut e, "   ");
    assert_eq!(e.caret_cell(), (9, 0));
    type_in(&mut e, "x");
    assert_eq!(e.caret_cell(), (1, 1));
}

#[test]
fn replacing_the_whole_text_is_one_step() {
    let mut e = editor("one\ntwo", 10, 3);
    e.set_text("one\nbut two");
    assert_eq!((e.text().as_str(), e.caret()), ("one\nbut two", 11));
    e.apply(Edit::Undo);
    assert_eq!(e.text(), "one\ntwo");
    assert!(!e.apply(Edit::Undo));
}

#[test]
fn no_room_at_all_is_no_reason_to_panic() {
    for (columns, lines) in [(0, 0), (1, 0), (0, 1), (1, 1), (2, 1)] {
        let mut e = editor("日本 e\u{301}\tx\n\n", columns, lines);
        for to in
            [Motion::Up, Motion::PageUp, Motion::Down, Motion::PageDown, Motion::LineEnd, Motion::WordLeft]
        {
            go(&mut e, to);
            type_in(&mut e, "日 ");
            e.apply(Edit::Click { column: 9, line: 9, select: true });
            e.apply(Edit::Scroll(1));
            assert!(e.window().count() <= lines);
        }
    }
}

#[test]
fn the_end_of_a_line_can_be_erased_with_the_line() {
    let mut e = editor("one\ntwo", 80, 3);
    go(&mut e, Motion::Start);
    e.apply(Edit::DeleteTo(Motion::ParagraphEnd));
    assert_eq!(e.text(), "\ntwo");
    e.apply(Edit::DeleteTo(Motion::ParagraphEnd));
    assert_eq!(e.text(), "two");
}

#[test]
fn a_sign_made_narrow_from_behind_goes_back_up() {
    // The selector stands behind all that the first row took in, yet makes what it looked at fit.
    let mut e = editor("ab⌚c", 4, 5);
    assert_eq!(rows_of(&e), ["ab", "⌚c"]);
    e.set_caret(5);
    e.apply(Edit::Insert("\u{fe0e}".into()));
    let mut anew = Editor::new(&e.text());
    anew.fit(4, 5);
    assert_eq!(rows_of(&e), rows_of(&anew));
    assert_eq!(rows_of(&e), ["ab⌚\u{fe0e}", "c"]);
}

#[test]
fn floods_are_not_quadratic() {
    // Each of these took minutes, not moments, if a row were sought from the paragraph's start or to its end.
    for flood in ["x", "\u{301}", "🇩", " ", "\n", "é-", "\u{1100}", "\u{200d}"] {
        let mut e = editor("before after", 40, 5);
        e.apply(Edit::Insert(flood.repeat(20_000)));
        for to in [Motion::Up, Motion::Left, Motion::WordLeft, Motion::PageUp, Motion::LineEnd] {
            go(&mut e, to);
            e.apply(Edit::Backspace);
        }
        while e.apply(Edit::Undo) {}
        assert_eq!(e.text(), "before after");
    }
}

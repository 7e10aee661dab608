//! A menu: how the focus walks, and what is chosen.

use super::*;

fn menu(area: Rect) -> Menu<usize> {
    let rows = (0..30).map(|n| Item::new(n, format!("row {n}")));
    let mut items = vec![Item::heading("first")];
    items.extend(rows);
    items.insert(11, Item::heading("second"));
    let mut menu = Menu::new(items);
    menu.fit(area);
    menu
}

fn go(menu: &mut Menu<usize>, to: Motion) -> Option<usize> {
    menu.act(&Act::Edit(Edit::Move { to, select: false }));
    menu.focused().copied()
}

#[test]
fn the_focus_walks_over_headings_both_ways() {
    let mut menu = menu(Rect::new(0, 0, 40, 8));
    assert_eq!(menu.focused(), Some(&0));
    for n in 1..=12 {
        assert_eq!(go(&mut menu, Motion::Down), Some(n));
    }
    for n in (0..12).rev() {
        assert_eq!(go(&mut menu, Motion::Up), Some(n));
    }
    assert_eq!(go(&mut menu, Motion::Up), Some(0));
    assert_eq!(menu.top, 0, "the heading above the first row is seen again");
    assert_eq!(go(&mut menu, Motion::End), Some(29));
    assert_eq!(go(&mut menu, Motion::PageUp), Some(25));
}

#[test]
fn a_click_chooses_a_row_and_never_a_heading() {
    let mut menu = menu(Rect::new(2, 3, 40, 8));
    assert_eq!(menu.act(&Act::Click(5, 3, false)), None);
    assert_eq!(menu.act(&Act::Click(5, 5, false)), Some(1));
    assert_eq!(menu.act(&Act::Click(5, 2, false)), None);
    assert_eq!(menu.act(&Act::Click(5, 11, false)), None);
}

#[test]
fn a_letter_chooses_in_either_case_and_a_paste_does_not() {
    let mut menu = Menu::new(vec![Item::new(1, "One").letter('o'), Item::new(2, "Two").letter('t')]);
    assert_eq!(menu.act(&Act::Type("T".into())), Some(2));
    assert_eq!(menu.act(&Act::Type("over".into())), None);
    assert_eq!(menu.act(&Act::Type(" ".into())), Some(2));
}

#[test]
fn what_is_too_long_is_cut_between_graphemes() {
    let look = Look::new(crate::tui::look::Colours::None, true);
    assert_eq!(clip("日本語日本語", 7, look), "日本語…");
    assert_eq!(clip("short", 7, look), "short");
}

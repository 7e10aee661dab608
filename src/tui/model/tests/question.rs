//! The question for the passphrase: when it is asked, what it shows, and what follows.

use super::*;
use crate::perform::Passphrase;
use crate::tui::lock::PATIENCE;

#[test]
fn a_wrong_passphrase_loses_nothing_and_is_asked_again() {
    for (size, of) in [(HOME, "80x24"), (SMALL, "40x12")] {
        let house = House::new(true);
        let mut model = house.write(size);
        model.act(typed("here"));
        let before = seen(&model);
        model.act(Act::Hide);
        model.act(Act::Enter);
        insta::assert_snapshot!(format!("question_{of}"), seen(&model));
        model.act(typed("c"));
        let one = seen(&model);
        model.act(typed("orrect house"));
        assert_eq!(seen(&model), one, "how many keys arrived is not seen");
        assert!(!one.contains('c') || !one.contains("orrect"));
        model.act(Act::Enter);
        insta::assert_snapshot!(format!("one_moment_{of}"), seen(&model));
        settle(&mut model, MINUTE);
        insta::assert_snapshot!(format!("wrong_{of}"), seen(&model));
        assert!(model.desk.hands.is_locked() && model.lock.sight == Sight::Asked);
        answer(&mut model, PASSPHRASE, MINUTE);
        assert_eq!(seen(&model), before);
    }
}

#[test]
fn what_is_typed_at_the_question_can_be_mended_and_given_up() {
    let house = House::new(true);
    let mut model = house.write(HOME);
    model.act(Act::Hide);
    model.act(Act::Enter);
    let empty = seen(&model);
    model.act(typed("wrong"));
    model.act(Act::Edit(Edit::DeleteTo(Motion::LineStart)));
    assert_eq!(seen(&model), empty);
    model.act(Act::Enter);
    assert_eq!(seen(&model), empty, "nothing is tried when nothing was typed");
    model.act(typed("correct horsen\r"));
    model.act(Act::Edit(Edit::Backspace));
    model.act(Act::Pause);
    assert!(is_blank(&model));
    model.act(Act::Pause);
    assert_eq!(seen(&model), empty, "what was typed before is gone");
    model.act(typed("correct horsen\n"));
    model.act(Act::Edit(Edit::Backspace));
    model.act(Act::Enter);
    settle(&mut model, MINUTE);
    assert_eq!(model.lock.sight, Sight::Screens);
}

#[test]
fn nothing_of_the_passphrase_is_left_anywhere() {
    let house = House::new(true);
    let mut model = house.write(HOME);
    model.act(Act::Hide);
    model.act(typed("hunter2"));
    model.act(typed("hunter2"));
    assert!(!format!("{model:?}").contains("hunter2"));
    answer(&mut model, "hunter2", MINUTE);
    answer(&mut model, PASSPHRASE, MINUTE);
    model.act(Act::Put);
    model.act(Act::Edit(Edit::Undo));
    model.act(Act::Edit(Edit::Redo));
    let all = format!("{model:?}{}", seen(&model));
    assert!(!all.contains("hunter2") && !all.contains(PASSPHRASE), "{all}");
}

#[test]
fn the_question_goes_out_of_sight_after_half_a_minute() {
    let house = House::new(true);
    let mut model = house.write(HOME);
    model.act(Act::Hide);
    model.touch(MINUTE);
    model.act(typed("x"));
    model.act(typed("half of it"));
    assert_eq!(model.ends(), Some(MINUTE + PATIENCE));
    assert!(model.pass(MINUTE + PATIENCE) && is_blank(&model));
    model.touch(2 * MINUTE);
    model.act(Act::Enter);
    model.act(Act::Support);
    assert!(!model.pass(2 * MINUTE + PATIENCE), "who reads help lines is left to read them");
    assert!(model.pass(7 * MINUTE) && is_blank(&model));
    model.touch(8 * MINUTE);
    model.act(Act::Enter);
    model.act(typed(PASSPHRASE));
    model.act(Act::Enter);
    assert!(!model.pass(20 * MINUTE), "an attempt is not cut short");
    settle(&mut model, 20 * MINUTE);
    assert!(!model.pass(20 * MINUTE) && model.lock.sight == Sight::Screens);
}

#[test]
fn an_attempt_that_was_given_up_unlocks_nothing() {
    let house = House::new(true);
    let mut model = house.write(HOME);
    model.act(Act::Hide);
    model.act(Act::Enter);
    model.act(typed(PASSPHRASE));
    model.act(Act::Enter);
    model.act(Act::Pause);
    std::thread::sleep(Duration::from_millis(100));
    model.woken(MINUTE);
    assert!(is_blank(&model) && model.desk.hands.is_locked());
}

#[test]
fn a_locked_journal_opens_on_the_question_and_then_where_it_was_asked_to() {
    let house = House::new(true);
    let mut model = house.write(HOME);
    model.act(typed("kept words"));
    drop(model);
    for (start, shows) in [
        (Start::Home, "Continue where you stopped"),
        (Start::Resume(None), "kept words"),
        (new(), "What has to be said?"),
    ] {
        let mut model = house.open(start, HOME);
        let first = seen(&model);
        assert!(
            first.contains("Passphrase") && !first.contains("kept") && !first.contains("Words"),
            "{first}"
        );
        model.act(Act::Support);
        assert!(seen(&model).contains("Help lines"));
        model.act(Act::Pause);
        model.act(Act::Help);
        assert!(seen(&model).contains("nobody can reset it"));
        model.act(Act::Pause);
        assert_eq!(seen(&model), first);
        model.act(Act::Pause);
        assert!(is_blank(&model));
        model.act(Act::Enter);
        answer(&mut model, "another", MINUTE);
        assert!(seen(&model).contains("That is not the passphrase"));
        answer(&mut model, PASSPHRASE, MINUTE);
        assert!(seen(&model).contains(shows), "{}", seen(&model));
        assert_eq!(model.ends(), Some(6 * MINUTE));
    }
}

#[test]
fn what_was_kept_before_another_device_encrypted_it_goes_while_the_question_is_in_sight() {
    let house = House::new(false);
    let mut model = house.write(HOME);
    model.act(typed("one"));
    model.drawn();
    model.save();
    model.act(Act::Pause);
    drop(model);
    drop(house.hands().list());
    house.hands().remembered();
    let kept = || {
        let all = std::fs::read_dir(house.at("state/cache")).into_iter().flatten().flatten();
        all.map(|one| one.file_name()).collect::<Vec<_>>()
    };
    assert!(!kept().is_empty());
    put(&house.at("journal/identity.age"), IDENTITY);
    let mut model = house.open(Start::Home, HOME);
    assert!(!kept().is_empty(), "nothing waits for it");
    model.drawn();
    assert!(kept().is_empty() && !model.desk.hands.is_ready(), "{:?}", kept());
}

#[test]
fn what_cannot_be_opened_after_the_question_ends_it_and_says_why() {
    let house = House::new(true);
    let mut model = house.open(Start::Resume(Some("nothere".into())), HOME);
    answer(&mut model, PASSPHRASE, MINUTE);
    assert!(model.over(), "{}", seen(&model));
    assert!(model.lost().is_some());
}

#[test]
fn a_command_that_says_the_passphrase_is_taken_at_its_word() {
    let house = House::new(true);
    let mut model = house.open_with(new(), HOME, |desk| {
        desk.has_command = true;
        desk.passphrase = Some(Ok(Passphrase::new(PASSPHRASE)));
    });
    settle(&mut model, MINUTE);
    assert!(seen(&model).contains("What has to be said?"));
    let failed = || Trouble::new("The command in X gave no passphrase: gone.");
    let mut model = house.open_with(new(), HOME, |desk| {
        desk.has_command = true;
        desk.passphrase = Some(Err(failed()));
    });
    assert!(seen(&model).contains("gave no passphrase: gone."), "{}", seen(&model));
    model.act(Act::Enter);
    assert!(std::mem::take(&mut model.desk.asks_command), "Enter alone asks it again");
    model.commanded(Ok(Passphrase::new("another")));
    settle(&mut model, MINUTE);
    assert!(seen(&model).contains("That is not the passphrase"));
    model.commanded(Ok(Passphrase::new(PASSPHRASE)));
    settle(&mut model, MINUTE);
    assert!(seen(&model).contains("What has to be said?"));
    let plain = house.open(new(), HOME);
    assert!(!plain.desk.has_command && !seen(&plain).contains("command"));
}

//! The seal: what is sealed opens again, with its key alone, and any damage is noticed.

use super::*;

/// Quick to try: for tests alone.
const QUICK: u8 = 2;

fn key(words: &str) -> Key {
    Key::make(&Passphrase::new(words), QUICK).unwrap()
}

#[test]
fn what_is_sealed_opens_again_and_only_with_its_key() {
    let seal = Seal::Open(Arc::new(key("one")));
    let other = Seal::Open(Arc::new(key("one")));
    for text in [&b""[..], b"one", &[b'x'; 70_000]] {
        let sealed = seal.lid().unwrap().unwrap().close(text).unwrap();
        assert!(is_sealed(&sealed));
        assert_eq!(*seal.open(sealed.clone()).unwrap(), text);
        assert_eq!(other.open(sealed.clone()).unwrap_err(), Unopened::Foreign);
        assert_eq!(seal.locked().open(sealed).unwrap_err(), Unopened::Locked);
    }
}

#[test]
fn a_lock_keeps_what_seals() {
    let seal = Seal::Open(Arc::new(key("one")));
    let sealed = seal.locked().lid().unwrap().unwrap().close(b"typed while it locked").unwrap();
    assert_eq!(*seal.open(sealed).unwrap(), b"typed while it locked");
    assert!(matches!(Seal::Locked(None).lid(), Err(Unopened::Locked)));
}

#[test]
fn any_cut_and_any_flip_is_noticed() {
    let seal = Seal::Open(Arc::new(key("one")));
    let sealed = seal.lid().unwrap().unwrap().close(b"a line that matters\n").unwrap();
    for at in MAGIC.len()..sealed.len() {
        assert!(seal.open(sealed[..at].to_vec()).is_err(), "cut at {at}");
        let mut flipped = sealed.clone();
        flipped[at] ^= 1;
        assert!(seal.open(flipped).is_err(), "flipped at {at}");
    }
}

#[test]
fn what_stands_before_a_wound_is_salvaged() {
    let seal = Seal::Open(Arc::new(key("one")));
    let mut sealed = seal.lid().unwrap().unwrap().close(&[b'x'; 200_000]).unwrap();
    let at = sealed.len() - 50_000;
    sealed[at] ^= 1;
    let found = seal.salvage(sealed);
    assert!(found.len() >= 65_536 && found.iter().all(|&byte| byte == b'x'), "{}", found.len());
}

#[test]
fn a_passphrase_opens_its_identity_and_no_other_does() {
    let made = key("correct horse");
    let opened = Key::unwrap(made.wrapped(), &Passphrase::new("correct horse")).unwrap();
    let sealed = opened.lid().close(b"one").unwrap();
    assert_eq!(*made.open(&sealed).unwrap(), b"one");
    assert_eq!(
        Key::unwrap(made.wrapped(), &Passphrase::new("Correct horse")).unwrap_err(),
        Refused::Passphrase
    );
    assert_eq!(Key::unwrap(b"not one", &Passphrase::new("x")).unwrap_err(), Refused::Broken);
    assert_eq!(Key::unwrap(&sealed, &Passphrase::new("x")).unwrap_err(), Refused::Broken);
    let again = opened.rewrap(&Passphrase::new("another"), QUICK).unwrap();
    assert!(Key::unwrap(again.wrapped(), &Passphrase::new("correct horse")).is_err());
    assert_eq!(
        *Key::unwrap(again.wrapped(), &Passphrase::new("another")).unwrap().open(&sealed).unwrap(),
        b"one"
    );
}

#[test]
fn envelopes_made_ahead_seal_as_well_and_none_is_used_twice() {
    let seal = Seal::Open(Arc::new(key("one")));
    let mut sealer = Sealer::new(seal.lid().unwrap().unwrap());
    sealer.get_ready();
    let sealed: Vec<_> = (0..200).map(|_| sealer.close(b"the same").unwrap()).collect();
    for (n, one) in sealed.iter().enumerate() {
        assert_eq!(*seal.open(one.clone()).unwrap(), b"the same");
        assert!(sealed[..n].iter().all(|before| before[200..] != one[200..]));
    }
}

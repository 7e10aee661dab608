//! The seal: what lies between the text of an entry and the bytes of its file. Plain, they are the same; sealed, the
//! file is in the standard age format (<https://age-encryption.org/v1>) and the stock `age` opens it. The only file
//! that names that library. It knows no file and no folder.

use std::fmt;
use std::io::{self, Read as _, Write as _};
use std::sync::Arc;

use age::scrypt;
use age::secrecy::{ExposeSecret as _, SecretString};
use age::stream::StreamWriter;
use age::x25519::{Identity, Recipient};
use age::{DecryptError, Decryptor, EncryptError, Encryptor};
use zeroize::Zeroizing;

/// What every sealed file starts with.
const MAGIC: &[u8] = b"age-encryption.org/v1\n";

/// How many bytes of a file tell whether it is sealed.
pub(super) const START: usize = MAGIC.len();

/// How hard a passphrase is to try, as a power of two: about a second and a half for each guess on a small machine.
pub(super) const WORK: u8 = 18;

/// The hardest that is tried when opening, with a gibibyte of memory: beyond it, a file was made to keep the machine
/// busy.
const MOST_WORK: u8 = 20;

/// The text of an entry; wiped when it is let go of.
pub(super) type Text = Zeroizing<Vec<u8>>;

/// A passphrase; wiped when it is let go of, and never shown.
#[derive(Clone)]
pub struct Passphrase(SecretString);

/// The key of an encrypted journal: opens and seals. Wiped when the last of its holders lets go.
pub struct Key {
    identity: Identity,
    /// Those of other devices that encrypted the same journal apart: they open what was sealed there.
    also: Vec<Identity>,
    lid: Lid,
}

/// What seals and cannot open. It knows how the key lies in the journal, which is no secret.
#[derive(Clone)]
pub(super) struct Lid {
    recipient: Recipient,
    wrapped: Arc<[u8]>,
}

/// How a journal's files are kept.
#[derive(Clone, Debug, Default)]
pub(super) enum Seal {
    /// As plain text.
    #[default]
    Plain,
    /// Sealed, and the key is not here. What was unlocked before can still be written.
    Locked(Option<Lid>),
    /// Sealed, and the key is here.
    Open(Arc<Key>),
}

/// Why sealed bytes gave no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unopened {
    /// The key is not here.
    Locked,
    /// They are sealed for another key.
    Foreign,
    /// They were damaged after they were sealed.
    Broken,
}

/// Why an identity could not be unlocked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refused {
    /// The passphrase is another one, or the file was damaged where that looks the same.
    Passphrase,
    /// The file is no identity protected by a passphrase.
    Broken,
    /// Opening it would take far longer than onward ever asks for.
    Work,
}

impl Passphrase {
    /// Takes it over; what it was read into is the caller's to wipe.
    pub fn new(words: &str) -> Self {
        Self(SecretString::from(words))
    }

    /// Tells whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.0.expose_secret().is_empty()
    }

    /// Tells how many characters it has.
    pub fn length(&self) -> usize {
        self.0.expose_secret().chars().count()
    }

    /// Tells whether another is the same.
    pub fn same(&self, other: &Self) -> bool {
        self.0.expose_secret() == other.0.expose_secret()
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase")
    }
}

impl Key {
    /// Makes a new key, protected by a passphrase that takes `work` to try.
    ///
    /// # Errors
    /// The system gives no randomness.
    pub(super) fn make(passphrase: &Passphrase, work: u8) -> io::Result<Self> {
        let identity = Identity::generate();
        let wrapped = wrap(&[&identity], passphrase, work)?;
        Ok(Self::of(identity, Vec::new(), &wrapped))
    }

    /// Protects the same key by another passphrase, and with it those of other devices that it opens too.
    ///
    /// # Errors
    /// As [`Key::make`].
    pub(super) fn rewrap(&self, passphrase: &Passphrase, work: u8) -> io::Result<Self> {
        let all: Vec<&Identity> = self.all().collect();
        let wrapped = wrap(&all, passphrase, work)?;
        Ok(Self::of(self.identity.clone(), self.also.clone(), &wrapped))
    }

    /// Opens from now on what another key opens, too.
    pub(super) fn add(&mut self, other: Self) {
        self.also.push(other.identity);
        self.also.extend(other.also);
    }

    /// Opens the key of a journal.
    ///
    /// # Errors
    /// The passphrase is another one, or these are no such bytes.
    pub(super) fn unwrap(wrapped: &[u8], passphrase: &Passphrase) -> Result<Self, Refused> {
        let decryptor = Decryptor::new_buffered(wrapped).map_err(|_| Refused::Broken)?;
        if !decryptor.is_scrypt() {
            return Err(Refused::Broken);
        }
        let mut way = scrypt::Identity::new(passphrase.0.clone());
        way.set_max_work_factor(MOST_WORK);
        // Room enough from the start: what grows leaves copies behind.
        let mut lines = Zeroizing::new(String::with_capacity(4 * 1024));
        let mut opened = decryptor.decrypt([&way as &dyn age::Identity].into_iter()).map_err(refused)?;
        opened.read_to_string(&mut lines).map_err(|_| Refused::Broken)?;
        let lines = lines.lines().map(str::trim).filter(|line| !line.starts_with('#') && !line.is_empty());
        let mut all = lines.map(|line| line.parse().map_err(|_| Refused::Broken));
        let identity: Identity = all.next().ok_or(Refused::Broken)??;
        Ok(Self::of(identity, all.collect::<Result<_, _>>()?, wrapped))
    }

    fn of(identity: Identity, also: Vec<Identity>, wrapped: &[u8]) -> Self {
        let lid = Lid { recipient: identity.to_public(), wrapped: wrapped.into() };
        Self { identity, also, lid }
    }

    /// Returns the identity as it lies in the journal.
    pub(super) fn wrapped(&self) -> &[u8] {
        self.lid.wrapped()
    }

    /// Returns what seals for this key.
    pub(super) fn lid(&self) -> &Lid {
        &self.lid
    }

    /// Returns all that it opens with.
    fn all(&self) -> impl Iterator<Item = &Identity> {
        std::iter::once(&self.identity).chain(&self.also)
    }

    fn open(&self, sealed: &[u8]) -> Result<Text, Unopened> {
        let mut text = Zeroizing::new(Vec::with_capacity(sealed.len()));
        match self.salvage(sealed, &mut text)? {
            true => Ok(text),
            false => Err(Unopened::Broken),
        }
    }

    /// Opens as much as can be opened. Returns whether that was all of it.
    fn salvage(&self, sealed: &[u8], text: &mut Text) -> Result<bool, Unopened> {
        let decryptor = Decryptor::new_buffered(sealed).map_err(|_| Unopened::Broken)?;
        let mut opened =
            decryptor.decrypt(self.all().map(|one| one as &dyn age::Identity)).map_err(|why| match why {
                DecryptError::NoMatchingKeys => Unopened::Foreign,
                _ => Unopened::Broken,
            })?;
        Ok(opened.read_to_end(text).is_ok())
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key")
    }
}

impl fmt::Debug for Lid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Lid")
    }
}

/// Protects identities by a passphrase, one a line, in the form the stock `age` takes with `-i`.
fn wrap(identities: &[&Identity], passphrase: &Passphrase, work: u8) -> io::Result<Vec<u8>> {
    let mut way = scrypt::Recipient::new(passphrase.0.clone());
    way.set_work_factor(work);
    let encryptor = Encryptor::with_recipients([&way as &dyn age::Recipient].into_iter()).map_err(failed)?;
    let mut writer = encryptor.wrap_output(Vec::new())?;
    for identity in identities {
        writer.write_all(identity.to_string().expose_secret().as_bytes())?;
        writer.write_all(b"\n")?;
    }
    writer.finish()
}

fn refused(why: DecryptError) -> Refused {
    match why {
        DecryptError::ExcessiveWork { .. } => Refused::Work,
        DecryptError::DecryptionFailed | DecryptError::KeyDecryptionFailed | DecryptError::NoMatchingKeys => {
            Refused::Passphrase
        }
        _ => Refused::Broken,
    }
}

fn failed(why: EncryptError) -> io::Error {
    io::Error::other(why.to_string())
}

/// Tells whether a file's bytes are sealed, by how they start.
pub(super) fn is_sealed(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
}

/// Tells whether bytes are a key that a passphrase opens, as far as can be told without it.
pub(super) fn is_key(bytes: &[u8]) -> bool {
    Decryptor::new_buffered(bytes).is_ok_and(|decryptor| decryptor.is_scrypt())
}

impl Lid {
    /// Returns the key as it lies in the journal, protected by the passphrase.
    pub(super) fn wrapped(&self) -> &[u8] {
        &self.wrapped
    }

    /// Returns what tells this key from another: no secret.
    pub(super) fn name(&self) -> String {
        self.recipient.to_string()
    }

    /// Begins an envelope: the slow part of sealing, which does not depend on the text.
    pub(super) fn envelope(&self) -> io::Result<Envelope> {
        self.around(Vec::new())
    }

    /// Seals what is written to the writer it returns, which has to be finished.
    ///
    /// # Errors
    /// The system gives no randomness, or `to` takes no more.
    pub(super) fn around<W: io::Write>(&self, to: W) -> io::Result<StreamWriter<W>> {
        let encryptor = Encryptor::with_recipients([&self.recipient as &dyn age::Recipient].into_iter())
            .map_err(failed)?;
        encryptor.wrap_output(to)
    }

    /// Seals a text.
    ///
    /// # Errors
    /// The system gives no randomness.
    pub(super) fn close(&self, text: &[u8]) -> io::Result<Vec<u8>> {
        close(self.envelope()?, text)
    }
}

/// An envelope without its text: used once.
pub(super) type Envelope = StreamWriter<Vec<u8>>;

/// Puts a text into its envelope.
///
/// # Errors
/// The text is too long for the format.
pub(super) fn close(mut envelope: Envelope, text: &[u8]) -> io::Result<Vec<u8>> {
    envelope.write_all(text)?;
    envelope.finish()
}

#[cfg(test)]
impl Seal {
    /// Makes a journal's seal that is quick to make.
    pub(super) fn quick() -> Self {
        Self::Open(Arc::new(Key::make(&Passphrase::new("one"), 2).unwrap()))
    }
}

impl Seal {
    /// Tells whether files are sealed.
    pub(super) fn is_sealed(&self) -> bool {
        !matches!(self, Self::Plain)
    }

    /// Returns the key, if it is here.
    pub(super) fn key(&self) -> Option<&Arc<Key>> {
        match self {
            Self::Open(key) => Some(key),
            Self::Plain | Self::Locked(_) => None,
        }
    }

    /// Lets go of the key; what is being written can still be sealed.
    pub(super) fn locked(&self) -> Self {
        match self {
            Self::Open(key) => Self::Locked(Some(key.lid.clone())),
            other => other.clone(),
        }
    }

    /// Returns what seals; none where files are plain.
    ///
    /// # Errors
    /// Files are sealed, and nobody unlocked them yet.
    pub(super) fn lid(&self) -> Result<Option<Lid>, Unopened> {
        match self {
            Self::Plain => Ok(None),
            Self::Locked(lid) => lid.clone().map(Some).ok_or(Unopened::Locked),
            Self::Open(key) => Ok(Some(key.lid.clone())),
        }
    }

    /// Returns the text of a file's bytes, whichever way they are kept.
    ///
    /// # Errors
    /// They are sealed, and cannot be opened.
    pub(super) fn open(&self, bytes: Vec<u8>) -> Result<Text, Unopened> {
        match self {
            _ if !is_sealed(&bytes) => Ok(Zeroizing::new(bytes)),
            Self::Open(key) => key.open(&bytes),
            Self::Plain | Self::Locked(_) => Err(Unopened::Locked),
        }
    }

    /// Opens what is read from a sealed file as it comes; none if it cannot be opened.
    pub(super) fn reader<'a>(&self, from: impl io::Read + 'a) -> Option<impl io::Read + 'a> {
        let decryptor = Decryptor::new(from).ok()?;
        decryptor.decrypt(self.key()?.all().map(|one| one as &dyn age::Identity)).ok()
    }

    /// Returns what can be had of a file's bytes, damaged as they are; nothing is also an answer.
    pub(super) fn salvage(&self, bytes: Vec<u8>) -> Text {
        match self.key().filter(|_| is_sealed(&bytes)) {
            None => Zeroizing::new(bytes),
            Some(key) => {
                let mut text = Zeroizing::new(Vec::new());
                let _ = key.salvage(&bytes, &mut text);
                text
            }
        }
    }
}

#[cfg(test)]
mod tests {
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
}

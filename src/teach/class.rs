//! A class and its groups: each has a seed that hangs on both names alone, so that a further group changes no other's.

use std::{collections::BTreeMap, fmt};

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use sha2::{Digest, Sha256};

/// The most groups of a class.
pub const MOST_GROUPS: usize = 500;

/// The longest name of a class or group, in characters.
const LONGEST_NAME: usize = 80;

/// A class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Class {
    /// Its name.
    pub name: String,
    /// Its groups, in the order of its list.
    pub groups: Vec<Group>,
}

/// A group of students, or a student.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its name.
    pub name: String,
    /// What its files are called, without an ending: letters, digits and `-`.
    pub file: String,
    /// The first 32 bits of the SHA-256 of the class's name, a line feed, and the group's name, in UTF-8.
    pub seed: u64,
}

/// Why a list of groups makes no class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InvalidClass {
    /// There is no group, or more than [`MOST_GROUPS`].
    Groups(usize),
    /// A name is empty, too long, or has characters that are not seen; its place in the list from 1, 0 for the class.
    Name(usize),
    /// Two groups have the same name, or names that make the same file; their places in the list, from 1.
    Same([usize; 2]),
}

impl fmt::Display for InvalidClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Groups(0) => f.write_str("the class has no group"),
            Self::Groups(count) => write!(f, "{count} groups are more than the {MOST_GROUPS} of a class"),
            Self::Name(0) => write!(f, "the class's name {}", Self::NAME),
            Self::Name(place) => write!(f, "the name of group {place} {}", Self::NAME),
            Self::Same([one, other]) => write!(f, "groups {one} and {other} would have the same files"),
        }
    }
}

impl InvalidClass {
    const NAME: &str = "must have a letter or digit, at most 80 characters, and none that is not seen";
}

impl std::error::Error for InvalidClass {}

impl Class {
    /// The class of these groups. Blanks around names do not count.
    ///
    /// # Errors
    /// [`InvalidClass`] when there is no group or one too many, a name cannot be printed, or two are too much alike.
    pub fn new<S: AsRef<str>>(name: &str, groups: &[S]) -> Result<Self, InvalidClass> {
        let name = checked(name).ok_or(InvalidClass::Name(0))?;
        if groups.is_empty() || groups.len() > MOST_GROUPS {
            return Err(InvalidClass::Groups(groups.len()));
        }
        let mut places = BTreeMap::new();
        let mut known = Vec::with_capacity(groups.len());
        for (place, group) in (1..).zip(groups) {
            let group = checked(group.as_ref()).ok_or(InvalidClass::Name(place))?;
            let file = file(group);
            // Some file systems do not tell capitals from small letters.
            if let Some(earlier) = places.insert(file.to_lowercase(), place) {
                return Err(InvalidClass::Same([earlier, place]));
            }
            known.push(Group { name: group.to_owned(), file, seed: seed(name, group) });
        }
        Ok(Self { name: name.to_owned(), groups: known })
    }

    /// The class whose groups are `Group 1`, `Group 2` and so on.
    ///
    /// # Errors
    /// As [`Class::new`].
    pub fn numbered(name: &str, groups: usize) -> Result<Self, InvalidClass> {
        if groups > MOST_GROUPS {
            return Err(InvalidClass::Groups(groups));
        }
        Self::new(name, &(1..=groups).map(|number| format!("Group {number}")).collect::<Vec<_>>())
    }
}

/// A name without the blanks around it, if it can be printed and makes a file's name.
fn checked(name: &str) -> Option<&str> {
    let name = name.trim();
    let is_seen = !name.chars().any(crate::scenario::is_unseen);
    let is_named = name.contains(char::is_alphanumeric);
    (is_seen && is_named && name.chars().count() <= LONGEST_NAME).then_some(name)
}

/// A name as a file's: what is neither letter nor digit is a `-`.
fn file(name: &str) -> String {
    let words = name.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-").to_lowercase()
}

fn seed(class: &str, group: &str) -> u64 {
    let [a, b, c, d, ..] = hash(&[class, group]);
    u64::from(u32::from_be_bytes([a, b, c, d]))
}

fn hash(lines: &[&str]) -> [u8; 32] {
    Sha256::digest(lines.join("\n")).into()
}

/// What decides about a group's numbers in one lesson.
pub(super) struct Luck(ChaCha8Rng);

impl Luck {
    pub(super) fn new(lesson: &str, group: &Group) -> Self {
        Self(ChaCha8Rng::from_seed(hash(&[lesson, &group.seed.to_string()])))
    }

    /// One of them, each with the same chance.
    pub(super) fn pick<T: Copy, const N: usize>(&mut self, from: [T; N]) -> T {
        const { assert!(N > 0) };
        // The next 32 bits of luck, as far as they reach into the list.
        let place = (u64::from(self.0.next_u32()) * N as u64) >> 32;
        from[usize::try_from(place).unwrap_or(0)]
    }
}

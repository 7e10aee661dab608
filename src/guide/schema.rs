//! The schema of a guide's file, for editors: JSON Schema, made from the very list of keys that the reader knows. It says
//! which keys there are, what each takes, and what cannot stand together; what only shows from the whole file (a prompt named
//! before it is asked, words for a perspective there is none of) `guides check` says. It knows no disk.
//!
//! Draft 7, which the editors' reader of TOML schemas (taplo) understands best.

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use super::Guide;
use super::format::{self, Form, Key, Takes};
use super::when::TESTS;
use crate::words::words;

/// A value of JSON that keeps the order of its names: that of the lists.
#[derive(Debug)]
enum Node {
    Text(&'static str),
    Owned(String),
    Whole(i64),
    Truth(bool),
    List(Vec<Node>),
    Map(Vec<(&'static str, Node)>),
}

/// How an id is written.
const ID: &str = "^[a-z0-9-]+$";
/// What words have: something to read.
const SAYS: &str = "\\S";

/// The tables that are named in the schema, besides the whole.
const FORMS: [&Form; 9] = [
    &format::ABOUT,
    &format::SOURCE,
    &format::PERSPECTIVE,
    &format::END,
    &format::STAGE,
    &format::PROMPT,
    &format::BESIDE,
    &format::HINT,
    &format::CHOICE,
];

impl Guide {
    /// Returns the schema of a guide's file.
    pub fn schema() -> impl Serialize {
        let mut all = vec![
            ("$schema", Node::Text("http://json-schema.org/draft-07/schema#")),
            ("title", Node::Text(words().format.schema)),
        ];
        all.extend(table(&format::GUIDE));
        let mut named: Vec<_> = FORMS.iter().map(|form| (form.name, Node::Map(table(form)))).collect();
        named.extend([("answer", answer()), ("condition", condition()), ("when", when())]);
        named.extend([("words", says()), ("worded", worded())]);
        all.push(("definitions", Node::Map(named)));
        Node::Map(all)
    }
}

/// Describes a table: its keys, those that have to be there, and that there are no others.
fn table(form: &Form) -> Vec<(&'static str, Node)> {
    let keys = form.keys.iter().map(|key| (key.name, property(key))).collect();
    let needed: Vec<_> = form.keys.iter().filter(|key| key.needed).map(|key| Node::Text(key.name)).collect();
    let mut all = vec![("type", Node::Text("object")), ("properties", Node::Map(keys))];
    if !needed.is_empty() {
        all.push(("required", Node::List(needed)));
    }
    all.push(("additionalProperties", Node::Truth(false)));
    all
}

/// Describes a key.
fn property(key: &Key) -> Node {
    let mut all = vec![("description", Node::Text((key.about)(&words().format)))];
    all.extend(takes(key));
    Node::Map(all)
}

fn takes(key: &Key) -> Vec<(&'static str, Node)> {
    match key.takes {
        Takes::Format => vec![("const", Node::Whole(Guide::FORMAT))],
        Takes::Id => vec![kind("string"), ("pattern", Node::Text(ID))],
        Takes::Name => vec![kind("string")],
        Takes::Names => list(Node::Map(vec![kind("string")])),
        Takes::Words => named("words"),
        Takes::Worded => named("worded"),
        Takes::Truth => vec![kind("boolean")],
        Takes::Whole => vec![kind("integer")],
        Takes::Positive => vec![kind("integer"), ("minimum", Node::Whole(1))],
        Takes::One(all) => vec![one_of(all())],
        Takes::Some(all) => list(Node::Map(vec![one_of(all())])),
        Takes::YesNo => {
            let all = [Node::Text("yes"), Node::Text("no"), Node::Truth(true), Node::Truth(false)];
            vec![("enum", Node::List(all.into()))]
        }
        Takes::Table(form) if FORMS.iter().any(|known| known.name == form.name) => named(form.name),
        Takes::Table(form) => table(form),
        Takes::Tables(form) if key.needed => list(Node::Map(named(form.name))),
        Takes::Tables(form) => vec![kind("array"), ("items", Node::Map(named(form.name)))],
        Takes::Answer => named("answer"),
        Takes::When => named("when"),
        Takes::Conditions => list(Node::Map(named("condition"))),
    }
}

/// One kind of answer, and no second.
fn answer() -> Node {
    let mut all = table(&format::KINDS);
    all.extend([("minProperties", Node::Whole(1)), ("maxProperties", Node::Whole(1))]);
    Node::Map(all)
}

/// A prompt with one test, or a list of conditions by itself.
fn condition() -> Node {
    let mut all = table(&format::CONDITION);
    let needs = |names: &[&'static str]| Node::List(names.iter().map(|name| Node::Text(name)).collect());
    let alone = Node::Map(vec![("required", needs(&["either"])), ("maxProperties", Node::Whole(1))]);
    let one = TESTS.map(|test| Node::Map(vec![("required", needs(&["prompt", test]))]));
    all.push(("oneOf", Node::List(std::iter::once(alone).chain(one).collect())));
    let both = vec![("by", needs(&["rise-from"])), ("rise-from", needs(&["by"]))];
    all.push(("dependencies", Node::Map(both)));
    Node::Map(all)
}

/// A condition, or a list of which all have to hold.
fn when() -> Node {
    let all = [Node::Map(named("condition")), Node::Map(list(Node::Map(named("condition"))))];
    Node::Map(vec![("anyOf", Node::List(all.into()))])
}

fn says() -> Node {
    Node::Map(vec![kind("string"), ("pattern", Node::Text(SAYS))])
}

/// One text for all, or one for each perspective.
fn worded() -> Node {
    let each = vec![
        kind("object"),
        ("minProperties", Node::Whole(1)),
        ("additionalProperties", Node::Map(named("words"))),
    ];
    Node::Map(vec![("anyOf", Node::List(vec![Node::Map(named("words")), Node::Map(each)]))])
}

fn kind(name: &'static str) -> (&'static str, Node) {
    ("type", Node::Text(name))
}

fn one_of(all: Vec<&'static str>) -> (&'static str, Node) {
    ("enum", Node::List(all.into_iter().map(Node::Text).collect()))
}

/// A list of at least one.
fn list(of: Node) -> Vec<(&'static str, Node)> {
    vec![kind("array"), ("minItems", Node::Whole(1)), ("items", of)]
}

/// What is described under a name. In draft 7 whatever stands right beside a reference is ignored, so it stands within.
fn named(name: &str) -> Vec<(&'static str, Node)> {
    let to = Node::Map(vec![("$ref", Node::Owned(format!("#/definitions/{name}")))]);
    vec![("allOf", Node::List(vec![to]))]
}

impl Serialize for Node {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => to.serialize_str(text),
            Self::Owned(text) => to.serialize_str(text),
            Self::Whole(number) => to.serialize_i64(*number),
            Self::Truth(truth) => to.serialize_bool(*truth),
            Self::List(all) => {
                let mut list = to.serialize_seq(Some(all.len()))?;
                all.iter().try_for_each(|one| list.serialize_element(one))?;
                list.end()
            }
            Self::Map(all) => {
                let mut map = to.serialize_map(Some(all.len()))?;
                all.iter().try_for_each(|(name, value)| map.serialize_entry(name, value))?;
                map.end()
            }
        }
    }
}

//! Subjects, objects and attribute words to entities and attributes.

use std::collections::HashMap;

use crate::diagnostic::Diagnostic;
use crate::model::{
    Attribute, AttributeIx, AttributeTable, Claim, Entity, EntityIx, EntityTable, Place, Resolution,
};
use crate::text::{fold, nearest};

/// What the words of one claim lead to.
pub(super) struct Links {
    pub(super) entity: Option<EntityIx>,
    pub(super) object: Option<EntityIx>,
    pub(super) attribute: AttributeIx,
}

/// What the words of all claims lead to, and what was wrong with them.
pub(super) struct Names {
    pub(super) links: Vec<Links>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Up to so many entities each unknown name is compared with all names.
const FEW: usize = 2_000;

/// Resolves each distinct wording once; a folder repeats its names many times.
struct Resolver<'t> {
    entities: &'t mut EntityTable,
    attributes: &'t mut AttributeTable,
    /// Whether the user configured entities: then a name that is none of them is worth a remark.
    strict: bool,
    known_entities: HashMap<Box<str>, Option<EntityIx>>,
    known_attributes: HashMap<Box<str>, AttributeIx>,
    diagnostics: Vec<Diagnostic>,
}

impl Names {
    pub(super) fn resolve(
        claims: &[Claim],
        entities: &mut EntityTable,
        attributes: &mut AttributeTable,
    ) -> Self {
        let strict = entities.iter().any(|(_, entity)| entity.configured);
        let mut resolver = Resolver {
            entities,
            attributes,
            strict,
            known_entities: HashMap::new(),
            known_attributes: HashMap::new(),
            diagnostics: Vec::new(),
        };
        let links = claims.iter().map(|claim| resolver.links(claim)).collect();
        Self { links, diagnostics: resolver.diagnostics }
    }
}

impl Resolver<'_> {
    fn links(&mut self, claim: &Claim) -> Links {
        Links {
            entity: self.entity(&claim.subject, claim.place.as_ref()),
            object: claim.object.as_deref().and_then(|object| self.entity(object, claim.place.as_ref())),
            attribute: self.attribute(&claim.attribute),
        }
    }

    fn entity(&mut self, words: &str, place: Option<&Place>) -> Option<EntityIx> {
        if let Some(known) = self.known_entities.get(words) {
            return *known;
        }
        let folded = fold(words);
        let found = match self.entities.resolve(&folded) {
            Resolution::One(ix) => Some(ix),
            Resolution::Ambiguous(several) => {
                self.say_ambiguous(words, &several, place);
                None
            }
            Resolution::Unknown if folded.is_empty() => {
                let problem = Diagnostic::warning("name-empty", format!("`{words}` holds no name"));
                self.say(problem.help("name somebody or something, as the article does"), place);
                None
            }
            Resolution::Unknown => {
                self.say_unknown(words, &folded, place);
                Some(self.meet(words, &folded))
            }
        };
        self.known_entities.insert(words.into(), found);
        found
    }

    fn say_ambiguous(&mut self, words: &str, several: &[EntityIx], place: Option<&Place>) {
        let ids: Vec<String> = several.iter().map(|ix| format!("`{}`", self.entities.get(*ix).id)).collect();
        let message =
            format!("`{words}` is a name of {}; the claim is linked to none of them", ids.join(" and of "));
        let help =
            "write the full name in the claim, or take the alias from all but one entity in crosscheck.toml";
        self.say(Diagnostic::warning("alias-ambiguous", message).help(help), place);
    }

    fn say_unknown(&mut self, words: &str, folded: &str, place: Option<&Place>) {
        if !self.strict || place.is_none() {
            return;
        }
        let message = format!(
            "`{words}` is no entity or alias of crosscheck.toml; it is taken as an entity of its own"
        );
        // With many names the nearest is not worth comparing with each of them.
        let near = (self.entities.len() <= FEW).then(|| nearest(folded, self.entities.names())).flatten();
        let help = match near {
            Some(known) => format!("did you mean `{known}`? otherwise add an [[entity]] or an alias"),
            None => "add an [[entity]] or an alias to crosscheck.toml".to_owned(),
        };
        self.say(Diagnostic::note("alias-unknown", message).help(help), place);
    }

    fn say(&mut self, diagnostic: Diagnostic, place: Option<&Place>) {
        self.diagnostics.push(match place {
            Some(place) => diagnostic.at(place.clone()),
            None => diagnostic,
        });
    }

    fn meet(&mut self, words: &str, folded: &str) -> EntityIx {
        let entity = Entity {
            id: slug(folded).into(),
            name: words.trim().into(),
            kind: None,
            aliases: Vec::new(),
            within: None,
            configured: false,
        };
        self.entities.add(entity, fold)
    }

    fn attribute(&mut self, words: &str) -> AttributeIx {
        if let Some(known) = self.known_attributes.get(words) {
            return *known;
        }
        let folded = fold(words);
        let ix = self
            .attributes
            .resolve(&folded)
            .unwrap_or_else(|| self.attributes.add(Attribute::met(slug(&folded), words.trim()), fold).0);
        self.known_attributes.insert(words.into(), ix);
        ix
    }
}

/// Folded words as an id: spaces become hyphens.
fn slug(folded: &str) -> String {
    folded.split_whitespace().collect::<Vec<_>>().join("-")
}

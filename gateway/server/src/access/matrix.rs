//! The outcome of all policies as a table that lawyers can read.

use core::fmt::{self, Write};

use super::Access;
use super::action::ActionCode;
use super::question::{Credential, Relation, Relations, Role};

impl Access {
    /// Who may do what, as a table: a line for each action and each relation in which it can be asked for.
    pub fn matrix(&self) -> Matrix<'_> {
        Matrix(self)
    }
}

/// The access table, to be printed.
#[derive(Debug)]
pub struct Matrix<'a>(&'a Access);

impl fmt::Display for Matrix<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(LEGEND)?;
        for &action in ActionCode::ALL {
            f.write_char('\n')?;
            for relation in asked_in(action) {
                let mark = if action.signs() { "*" } else { "" };
                let name = format!("{action}{mark}");
                writeln!(f, "{name:<26}{relation:<14}{}", self.who(relation, action))?;
            }
        }
        Ok(())
    }
}

impl Matrix<'_> {
    /// Roles that come in the same ways stand together: `judge, clerk (session stepped-up); court-system (token)`.
    fn who(&self, relation: Relation, action: ActionCode) -> String {
        let mut ways: Vec<(String, Vec<&str>)> = Vec::new();
        for &role in Role::ALL {
            let way = self.credentials(role, relation, action).join(" ");
            match ways.iter_mut().find(|(known, _)| *known == way) {
                Some((_, roles)) => roles.push(role.code()),
                None if way.is_empty() => {}
                None => ways.push((way, vec![role.code()])),
            }
        }
        let ways: Vec<_> = ways.iter().map(|(way, roles)| format!("{} ({way})", roles.join(", "))).collect();
        if ways.is_empty() { "nobody".to_owned() } else { ways.join("; ") }
    }

    fn credentials(&self, role: Role, relation: Relation, action: ActionCode) -> Vec<&'static str> {
        let relation = Relations::only(relation);
        let granted = |credential| !self.0.grants.relations(role, credential, action).and(relation).is_empty();
        Credential::ALL.iter().copied().filter(|&credential| granted(credential)).map(Credential::code).collect()
    }
}

fn asked_in(action: ActionCode) -> impl Iterator<Item = Relation> {
    Relation::ALL.iter().copied().filter(move |&relation| action.concerns_matter() != (relation == Relation::Gateway))
}

const LEGEND: &str = "\
# Who may do what: the outcome of the policies in this folder. Written by the tests (COMITY_BLESS=1), never by hand.
#
# action        what is done; * = under the authority's signature
# standing      how the authority, on whose behalf somebody acts, stands to the matter; gateway = no matter is concerned
# who           role (and how they have shown who they are: session = signed in, stepped-up = signed in and the password
#               entered within the last ten minutes, token = a court's program, timer = the gateway by itself)

# action                standing      who
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_matrix_beside_the_policies_is_what_they_say() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../policies/matrix.txt");
        let matrix = Access::load().unwrap().matrix().to_string();
        if std::env::var_os("COMITY_BLESS").is_some() {
            std::fs::write(path, &matrix).unwrap();
        }
        let written = std::fs::read_to_string(path).unwrap_or_default();
        assert!(
            written == matrix,
            "policies/matrix.txt is out of date: run with COMITY_BLESS=1 and read the difference"
        );
    }
}

//! What goes to a witness and comes back, as text.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::{MAX_PROOF_HASHES, MAX_REQUEST_BYTES, Prefix, Refused};
use crate::Digest;
use crate::checkpoint::decimal;

/// A request for a cosignature: `add-checkpoint`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddCheckpoint {
    /// How many lines the last head has that this witness cosigned.
    pub old_size: u64,
    /// The proof that the new head continues it; empty from 0 lines.
    pub proof: Vec<Digest>,
    /// The new head, signed by the log.
    pub note: String,
}

impl AddCheckpoint {
    /// Reads the body of a request.
    ///
    /// # Errors
    /// [`Refused::Malformed`].
    pub fn parse(body: &str) -> Result<Self, Refused> {
        if body.len() > MAX_REQUEST_BYTES {
            return Err(Refused::Malformed("too long"));
        }
        let (head, note) = body.split_once("\n\n").ok_or(Refused::Malformed("no empty line before the checkpoint"))?;
        let mut lines = head.split('\n');
        let old_size = lines.next().and_then(|line| decimal(line.strip_prefix("old ")?));
        let old_size = old_size.ok_or(Refused::Malformed("no line `old <size>`"))?;
        Ok(Self { old_size, proof: hashes(lines)?, note: note.to_owned() })
    }

    /// The body of the request.
    pub fn to_text(&self) -> String {
        format!("old {}\n{}\n{}", self.old_size, lines(&self.proof), self.note)
    }
}

impl Prefix {
    /// Reads what a log answers about its past: a line for the root, and one for each hash of the proof.
    ///
    /// # Errors
    /// [`Refused::Malformed`].
    pub fn parse(body: &str) -> Result<Self, Refused> {
        let body = body.strip_suffix('\n').ok_or(Refused::Malformed("no newline at the end"))?;
        let (root, proof) = body.split_once('\n').map_or((body, None), |(root, proof)| (root, Some(proof)));
        Ok(Self { root: hash(root)?, proof: hashes(proof.into_iter().flat_map(|proof| proof.split('\n')))? })
    }

    /// The answer.
    pub fn to_text(&self) -> String {
        lines(core::slice::from_ref(&self.root)) + &lines(&self.proof)
    }
}

/// The body of the answer 409: how many lines the head has that the witness has.
pub fn size_text(size: u64) -> String {
    format!("{size}\n")
}

fn lines(hashes: &[Digest]) -> String {
    hashes.iter().map(|hash| STANDARD.encode(hash.as_bytes()) + "\n").collect()
}

fn hashes<'l>(lines: impl Iterator<Item = &'l str>) -> Result<Vec<Digest>, Refused> {
    let mut hashes = Vec::new();
    for line in lines {
        if hashes.len() >= MAX_PROOF_HASHES {
            return Err(Refused::Malformed("a proof that is longer than any"));
        }
        hashes.push(hash(line)?);
    }
    Ok(hashes)
}

fn hash(line: &str) -> Result<Digest, Refused> {
    let bytes = STANDARD.decode(line).ok().and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
    bytes.map(Digest::from_bytes).ok_or(Refused::Malformed("a hash that is not 32 bytes of base64"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of C2SP tlog-witness.
    const REQUEST: &str = "old 20852014\n\
        PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\n\
        jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=\n\
        5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=\n\
        /6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=\n\
        \n\
        example.com/behind-the-sofa\n\
        20852163\n\
        CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\
        \n\
        — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n\
        — example.com/behind-the-sofa opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=\n";

    #[test]
    fn the_example_of_the_specification_is_read_and_written() {
        let request = AddCheckpoint::parse(REQUEST).unwrap();
        assert_eq!((request.old_size, request.proof.len()), (20_852_014, 4));
        assert!(request.note.starts_with("example.com/behind-the-sofa\n20852163\n"));
        assert_eq!(request.to_text(), REQUEST);
    }

    #[test]
    fn a_request_without_a_proof_has_no_line_for_it() {
        let request = AddCheckpoint { old_size: 0, proof: Vec::new(), note: "note\n\n— a b\n".into() };
        assert_eq!(request.to_text(), "old 0\n\nnote\n\n— a b\n");
        assert_eq!(AddCheckpoint::parse(&request.to_text()), Ok(request));
    }

    #[test]
    fn what_is_not_a_request_is_refused() {
        let hash = "PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\n";
        for body in [
            String::new(),
            REQUEST.replace("\n\n", "\n"),
            REQUEST.replace("old 20852014", "old 020852014"),
            REQUEST.replace("old 20852014", "old -1"),
            REQUEST.replace("old 20852014", "old"),
            REQUEST.replace("old 20852014\n", ""),
            REQUEST.replace("PlRN", "PlR"),
            REQUEST.replace(hash, "AAAA\n"),
            REQUEST.replace(hash, &hash.repeat(61)),
            REQUEST.replace("old 20852014", &format!("old {}", "9".repeat(30))),
            "x".repeat(MAX_REQUEST_BYTES + 1),
        ] {
            assert!(matches!(AddCheckpoint::parse(&body), Err(Refused::Malformed(_))), "{body}");
        }
        assert!(AddCheckpoint::parse(&REQUEST.replace(hash, &hash.repeat(60))).is_ok());
    }

    #[test]
    fn an_answer_about_the_past_is_read_back() {
        for proof in [vec![], vec![Digest::of(b"a"), Digest::of(b"b")]] {
            let prefix = Prefix { root: Digest::of(b"root"), proof };
            assert_eq!(Prefix::parse(&prefix.to_text()), Ok(prefix));
        }
        for body in ["", "\n", "AAAA\n", "PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw="] {
            assert!(Prefix::parse(body).is_err(), "{body}");
        }
    }
}

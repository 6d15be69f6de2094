//! The limits of everything, in one place; the unit is last in the name.

/// The JSON of one set of facts.
pub const FACTS_MAX_BYTES: usize = 256 * 1024;
/// One text of facts, in bytes of UTF-8.
pub const FACTS_MAX_TEXT_BYTES: usize = 16 * 1024;
/// One code of facts (names of courts, cities, persons), in bytes.
pub const FACTS_MAX_CODE_BYTES: usize = 64;
/// The greatest whole number of facts, either side of zero.
pub const FACTS_MAX_WHOLE_UNITS: i64 = 1_000_000_000;

/// The JSON of one calendar.
pub const CALENDAR_MAX_BYTES: usize = 256 * 1024;

/// Nesting of the JSON of facts and calendars; facts need five levels.
pub const JSON_MAX_DEPTH_LEVELS: usize = 8;
/// Members of any list or object of facts and calendars.
pub const JSON_MAX_ITEMS: usize = 1_000;

/// The length of one period, in its own unit: a hundred years of days.
pub const PERIOD_MAX_LENGTH_UNITS: u32 = 36_525;
/// Suspended ranges of one period.
pub const PERIOD_MAX_SUSPENDED_RANGES: usize = 100;
/// Extra rest days of one period.
pub const PERIOD_MAX_EXTRA_REST_DAYS: usize = 1_000;

/// Addressees of one request.
pub const ADDRESSEES_MAX: usize = 50;
/// Acts of evidence that one request asks for.
pub const ACTS_MAX: usize = 50;
/// Questions to one person. More of them are a paper of the letter.
pub const QUESTIONS_MAX: usize = 100;
/// People of whom one certificate says that they attended one act.
pub const PRESENT_MAX: usize = 50;
/// Files of one certificate of evidence: listed with their names they must fit it.
pub const CERTIFICATE_FILES_MAX: usize = 25;
/// Documents of one request.
pub const DOCUMENTS_MAX: usize = 25;
/// Agents of parties whom a letter names, with their authorisations.
pub const AGENTS_OF_LETTER_MAX: usize = 8;
/// Files of one matter, drafts and translations included.
pub const FILES_MAX: usize = 10_000;
/// Items that one entry says were handled, so that it fits one line of the record. Who takes more in hand makes several entries.
pub const ITEMS_HANDLED_MAX: usize = 200;
/// Items for which another use is asked in one question.
pub const ITEMS_OF_USE_MAX: usize = 50;
/// A free text: a reason, an address, the nature of the case.
pub const TEXT_MAX_CHARS: usize = 4_000;
/// Entries of the record that one request has replayed.
pub const REPLAY_MAX_ENTRIES: u64 = 2_000;
/// One file.
pub const FILE_MAX_BYTES: usize = 32 * 1024 * 1024;

/// A TLS handshake, from the accepted connection to the last message.
pub const TLS_HANDSHAKE_MAX_SECONDS: u64 = 10;
/// The head of an HTTP request, and the wait for the first request of a connection.
pub const HTTP_HEAD_MAX_SECONDS: u64 = 10;
/// The head of an HTTP request or response.
pub const HTTP_HEAD_MAX_BYTES: u32 = 32 * 1024;
/// Header lines of an HTTP request.
pub const HTTP_HEADERS_MAX_LINES: usize = 64;
/// Requests under way on one HTTP/2 connection.
pub const HTTP_STREAMS_MAX: u32 = 128;
/// Silence after which an HTTP/2 connection is tried, and again until it is given up.
pub const HTTP_SILENCE_MAX_SECONDS: u64 = 20;
/// Connections of one listener, those in their handshake included.
pub const LISTENER_MAX_CONNECTIONS: usize = 1_024;
/// Connections of one listener from one address (of IPv6: one /64 network).
pub const ADDRESS_MAX_CONNECTIONS: usize = 64;
/// The age at which a connection takes no more requests, so that certificates are judged anew.
pub const CONNECTION_MAX_SECONDS: u64 = 60 * 60;
/// The requests under way when a connection or a listener closes.
pub const CLOSING_MAX_SECONDS: u64 = 30;
/// A TCP connection to a peer or to the API.
pub const CONNECT_MAX_SECONDS: u64 = 5;
/// A request to a peer or to the API, from the connection to the last byte of the response.
pub const REQUEST_MAX_SECONDS: u64 = 30;
/// The body of a response of a peer or of the API: one file, with room for its frame.
pub const RESPONSE_MAX_BYTES: usize = FILE_MAX_BYTES + 1024 * 1024;

/// One message between gateways, as sent: the signed envelope, without its attachments.
pub const MESSAGE_MAX_BYTES: usize = 1024 * 1024;
/// One receipt, or one notice that a message was not taken.
pub const RECEIPT_MAX_BYTES: usize = 4 * 1024;
/// Attachments of one message: more than the documents of a letter can have, with their translations.
pub const ATTACHMENTS_MAX: usize = 400;
/// The name of an attachment, in bytes of UTF-8.
pub const ATTACHMENT_NAME_MAX_BYTES: usize = 255;
/// The media type of an attachment.
pub const MEDIA_TYPE_MAX_BYTES: usize = 127;
/// How far a message may run ahead of the one that is waited for; beyond that the chain is not one that was interrupted.
pub const STREAM_GAP_MAX_MESSAGES: u64 = 64;
/// Messages of one peer that are kept because they came before those that they follow: four chains with the widest gap.
pub const EARLY_OF_PEER_MAX_MESSAGES: usize = 256;
/// What those messages have together.
pub const EARLY_OF_PEER_MAX_BYTES: u64 = 8 * 1024 * 1024;
/// After so long a message whose turn has not come is forgotten. Its sender brings it again.
pub const EARLY_MAX_AGE_MS: i64 = 24 * 60 * 60 * 1000;
/// Messages of one side in one matter.
pub const STREAM_MAX_MESSAGES: u64 = 10_000;
/// Messages under way to one peer, each of another matter.
pub const OUTBOX_IN_FLIGHT_MAX_MESSAGES: usize = 64;
/// The pause after the first failure to deliver; each further failure doubles it.
pub const BACKOFF_FIRST_MS: i64 = 250;
/// The longest pause between two attempts to deliver.
pub const BACKOFF_MAX_MS: i64 = 30_000;
/// How far the clocks of two gateways may be apart: the slowest request is not taken for a wrong clock.
pub const CLOCKS_APART_MAX_MS: i64 = 5 * 60 * 1000;
/// A bundle: the lines of one matter, their proofs, and its files if they fit. It is fetched like any answer of the API.
pub const BUNDLE_MAX_BYTES: usize = RESPONSE_MAX_BYTES;
/// The wait, before files are given out in a bundle, for another gateway to cosign that they are.
pub const EXPORT_WITNESSED_MAX_MS: u64 = 3_000;
/// Between two looks whether one has.
pub const EXPORT_WITNESSED_LOOK_MS: u64 = 100;
/// A roll.
pub const ROLL_MAX_BYTES: usize = 4 * 1024 * 1024;
/// Why lines of a record were lost.
pub const PREDECESSOR_REASON_MAX_CHARS: usize = 1_000;
/// The name of a key.
pub const KEY_ID_MAX_BYTES: usize = 128;
/// The file of a private key.
pub const KEY_FILE_MAX_BYTES: usize = 4 * 1024;
/// The longest time for which two jurisdictions may suspend a key of the third.
pub const KEY_SUSPENSION_MAX_MS: i64 = 7 * 24 * 60 * 60 * 1000;
/// The shortest time for which an old key stays good beside its successor: whoever was away for a week still knows one of the two.
pub const KEY_OVERLAP_MIN_MS: i64 = 7 * 24 * 60 * 60 * 1000;
/// Notices that count about one key: one that revokes, one that suspends.
pub const NOTICES_OF_KEY_MAX: usize = 2;

/// All access policies together.
pub const POLICIES_MAX_BYTES: usize = 64 * 1024;
/// The answers of the access policies to the open question "who may do what".
pub const POLICY_MAX_ANSWERS: usize = 1_000;
/// The time after the password was entered in which a session may do signing acts.
pub const STEP_UP_MAX_MINUTES: i64 = 10;
/// A password, in characters, at least.
pub const PASSWORD_MIN_CHARS: usize = 8;
/// A password, in bytes of UTF-8.
pub const PASSWORD_MAX_BYTES: usize = 1_024;

/// One assessment, in units of the sandbox's fuel; an ordinary one takes less than a hundredth. Equal facts take equal fuel.
pub const ASSESSMENT_FUEL_UNITS: u64 = 20_000_000;
/// After so long the watchdog stops an assessment that its fuel did not.
pub const ASSESSMENT_WATCHDOG_MS: u64 = 5_000;
/// The linear memory of one assessment.
pub const ASSESSMENT_MEMORY_MAX_BYTES: usize = 64 * 1024 * 1024;
/// The elements of one table of a component.
pub const ASSESSMENT_TABLE_MAX_ELEMENTS: usize = 10_000;
/// The call stack of one assessment.
pub const ASSESSMENT_STACK_MAX_BYTES: usize = 512 * 1024;
/// What one call of a component may hand back.
pub const ASSESSMENT_ANSWER_MAX_BYTES: usize = 1024 * 1024;
/// Assessments at the same time; a further one waits its turn.
pub const ASSESSMENTS_AT_ONCE_MAX: u32 = 32;
/// Findings, conclusions and requirements, each.
pub const ASSESSMENT_FINDINGS_MAX: usize = 1_000;
/// Periods of one assessment.
pub const ASSESSMENT_PERIODS_MAX: usize = 100;
/// Arguments, and citations, of one finding.
pub const FINDING_PARTS_MAX: usize = 50;
/// A code of the rules, or the part of a fact that a finding is about.
pub const CODE_MAX_BYTES: usize = 100;
/// A component, as published.
pub const COMPONENT_MAX_BYTES: usize = 8 * 1024 * 1024;
/// Core instances of one component: what `wit-component` makes has one module and its shims.
pub const COMPONENT_CORE_INSTANCES_MAX: u32 = 4;
/// Memories of one component.
pub const COMPONENT_MEMORIES_MAX: u32 = 1;
/// Tables of one component.
pub const COMPONENT_TABLES_MAX: u32 = 2;
/// A release of rules.
pub const RELEASE_MAX_BYTES: usize = 16 * 1024 * 1024;
/// A session of a person.
pub const SESSION_MAX_MS: i64 = 8 * 60 * 60 * 1000;
/// A JSON body that a person's program sends.
pub const API_JSON_MAX_BYTES: usize = 1024 * 1024;
/// One page of a worklist.
pub const WORKLIST_MAX_ROWS: usize = 200;
/// What the log says of a refused connection; a stranger writes part of it.
pub const REFUSAL_DETAIL_MAX_CHARS: usize = 200;
/// What is read and thrown away of a refused connection, so that its alert arrives.
pub const CLOSING_UNREAD_MAX_BYTES: u64 = 128 * 1024;
/// Matters about which the rules are being asked at the same time.
pub const ASSESSMENTS_UNDER_WAY_MAX: usize = 32;
/// Those of them that are with one peer: one that lets everybody wait leaves room for the others.
pub const ASSESSMENTS_OF_PEER_UNDER_WAY_MAX: usize = 12;
/// Between two looks at the list of matters to assess, while many of it wait already: what a new one may have to wait for that look.
pub const ASSESSMENTS_LISTED_EVERY_MS: u64 = 500;
/// Passwords that are checked at the same time.
pub const PASSWORD_CHECKS_MAX: usize = 2;
/// The wait for a place to have a password checked.
pub const PASSWORD_WAIT_MAX_MS: u64 = 5_000;
/// Files of one peer that arrived before their letters: ten letters with every paper that a letter can have.
pub const STAGED_OF_PEER_MAX_FILES: usize = 10 * ATTACHMENTS_MAX;
/// What those files have together: one letter as large as a letter can be must pass.
pub const STAGED_OF_PEER_MAX_BYTES: u64 = ATTACHMENTS_MAX as u64 * FILE_MAX_BYTES as u64;
/// After so long a file whose letter has not come is removed. A sender brings its files again with every attempt.
pub const STAGED_MAX_AGE_MS: i64 = 24 * 60 * 60 * 1000;
/// Files, and sessions, that one beat of the clockwork clears away.
pub const CLEARED_PER_BEAT_MAX_ITEMS: usize = 200;
/// The body of a request to sign in: an account and a password, every character of it escaped.
pub const SIGN_IN_MAX_BYTES: usize = 8 * 1024;
/// The body of a request to change a password: two passwords, every character of them escaped.
pub const PASSWORD_CHANGE_MAX_BYTES: usize = 2 * SIGN_IN_MAX_BYTES;
/// The body of a request, from its first byte to its last; of one that carries a file, [`FILE_BODY_MAX_SECONDS`].
pub const BODY_MAX_SECONDS: u64 = 15;
/// The body of a request that carries a file.
pub const FILE_BODY_MAX_SECONDS: u64 = 120;
/// What is read of a message between gateways. One that is a little too long is answered with a signed notice; what is longer
/// still no gateway sends, and it is not read to its end.
pub const MESSAGE_BODY_MAX_BYTES: usize = MESSAGE_MAX_BYTES + 64 * 1024;
/// Refused messages that are recorded one by one, of a peer for one reason in one hour. The rest are counted.
pub const REFUSALS_OF_PEER_MAX_PER_HOUR: u32 = 20;
/// So often at most the rest are recorded, as one entry with their count.
pub const REFUSALS_COUNTED_EVERY_MS: i64 = 10 * 60 * 1000;
/// A roll counts as stale at the latest so long after it was made, whatever it says itself: a year, and time to agree on the next.
pub const ROLL_FRESH_MAX_DAYS: i64 = 400;
/// Between two warnings in the log about the same stale roll.
pub const ROLL_WARNING_EVERY_MS: i64 = 24 * 60 * 60 * 1000;
/// For so many days a proposed roll counts as fresh, unless its maker says otherwise.
pub const ROLL_TERM_DAYS: i64 = 365;
/// For so many days a new key may sign, unless its maker says otherwise: it is renewed each year, and must not end with its roll.
pub const KEY_TERM_DAYS: i64 = 2 * 365;
/// Between two offers of the same roll to a peer that has taken it.
pub const ROLL_OFFERED_EVERY_MS: u64 = 10 * 60 * 1000;
/// Between two offers of a roll to a peer that could not be reached, or did not take it.
pub const ROLL_OFFER_RETRY_MS: u64 = 5_000;
/// For so long the approval of one person waits for that of a second.
pub const APPROVAL_MAX_MS: i64 = 24 * 60 * 60 * 1000;
/// Between two looks at the files of certificates and lists of revoked ones.
pub const FILES_LOOKED_AT_EVERY_MS: u64 = 1_000;
/// The wait for one such file; what was read last counts meanwhile.
pub const FILE_LOOK_MAX_MS: u64 = 500;
/// Between two looks of a process that stands by, whether another one is at work.
pub const STANDBY_LOOKS_EVERY_MS: u64 = 500;
/// For so long a process that takes over waits for those whom it has told that it stands by.
pub const STANDBY_CLOSING_MAX_MS: u64 = 1_000;
/// So many days before a certificate ends, health says so.
pub const CERTIFICATE_WARNING_DAYS: i64 = 30;
/// So many days before a key ends that no other follows, health says so, and for so many days afterwards.
pub const KEY_WARNING_DAYS: i64 = 30;
/// A list of revoked certificates that does not say when the next one comes counts as old after so long.
pub const REVOCATION_LIST_FRESH_MAX_DAYS: i64 = 7;
/// What a peer answers: a release of rules is the largest.
pub const PEER_RESPONSE_MAX_BYTES: usize = RELEASE_MAX_BYTES;
/// Releases of one side that are fetched from its gateway in one day (of UTC). Each is compiled, and kept for replay.
pub const RELEASES_OF_PEER_MAX_PER_DAY: usize = 16;
/// Candidate components that are kept to replay by.
pub const CANDIDATES_MAX: usize = 4;
/// Matters that are kept folded; with more, all are folded anew when they are asked for.
pub const MATTERS_AT_HAND_MAX: usize = 1_024;
/// Jurors that are kept folded. A draw looks at everybody on the lists that it is from.
pub const JURORS_AT_HAND_MAX: usize = 8_192;
/// Cases that are kept folded. One may be larger than a matter: each of its exhibits has what the rules said.
pub const CASES_AT_HAND_MAX: usize = 256;
/// Commits that wait for the record's thread.
pub const STORE_QUEUE_MAX_COMMITS: usize = 4_096;
/// So much of what a start did not read is read at once, while the gateway serves.
pub const READ_ON_MAX_BYTES: u64 = 4 * 1024 * 1024;
/// Between two such reads: at most 40 MiB are read in a second.
pub const READ_ON_EVERY_MS: u64 = 100;
/// Between two checkpoints, while there is something new.
pub const CHECKPOINT_EVERY_MS: u64 = 1_000;
/// The answer of a peer that is asked as a witness; then the others are waited for no longer.
pub const WITNESS_ANSWER_MAX_MS: u64 = 5_000;
/// That answer: signature lines, a number, a proof, a checkpoint.
pub const WITNESS_ANSWER_MAX_BYTES: usize = 16 * 1024;
/// The longest pause before a peer that did not answer, or did not cosign, is asked again as a witness.
pub const WITNESS_PAUSE_MAX_MS: i64 = 5_000;
/// Heads of one peer's record that wait to be compared.
pub const HEADS_OPEN_MAX: usize = 4;
/// After so long the operator is told of a head that cannot be compared.
pub const HEADS_OPEN_MAX_MS: i64 = 10 * 60 * 1000;
/// After so long the clockwork looks again for work that failed or that nobody announced.
pub const WORK_RETRY_MS: u64 = 1_000;
/// Refused connections that are recorded in one hour; further ones are only logged.
pub const REFUSALS_RECORDED_MAX_PER_HOUR: u32 = 600;
/// The JSON of one request, or of one certificate. Sealed, enveloped and listed with its files it must still fit one line of the record
/// (48 KiB) on both sides.
pub const REQUEST_MAX_BYTES: usize = 10 * 1024;
/// The provisions that a refusal or a request for supplement rests on.
pub const GROUNDS_MAX: usize = 50;
/// A sum of money, in hundredths of a currency's unit: ten thousand millions of it.
pub const AMOUNT_MAX_HUNDREDTHS: u64 = 1_000_000_000_000;

/// A piece of a large file: what is sealed, sent, checked and written at a time.
pub const PIECE_BYTES: usize = 1024 * 1024;
/// One large file. What is not longer than [`FILE_MAX_BYTES`] may also travel whole.
pub const LARGE_FILE_MAX_BYTES: u64 = 4 * 1024 * 1024 * 1024;
/// The manifest of a large file: some eighty bytes for each piece, and its names.
pub const MANIFEST_MAX_BYTES: usize = 512 * 1024;
/// What such a manifest says of the use of its file, as JSON: the number of a case, which no request says longer than [`REQUEST_MAX_BYTES`].
pub const MANIFEST_LABEL_MAX_BYTES: usize = 16 * 1024;
/// Pieces under way to one peer, of all matters: what a sender holds in memory of them.
pub const PIECES_IN_FLIGHT_MAX: usize = 8;
/// Those of them that are of one file, so that a second matter need not wait for a place.
pub const PIECES_OF_FILE_IN_FLIGHT_MAX: usize = 6;
/// Pieces that a gateway takes at the same time, of all peers; a further one waits.
pub const PIECES_TAKEN_AT_ONCE_MAX: usize = 16;
/// Those of them that are of one peer: as many as one sends. A peer that lets its pieces trickle keeps no other waiting.
pub const PIECES_OF_PEER_TAKEN_AT_ONCE_MAX: usize = PIECES_IN_FLIGHT_MAX;
/// The answer of the S3-compatible store, before it counts as away.
pub const BUCKET_MAX_SECONDS: u64 = 20;
/// One uploaded file, of whatever class.
pub const UPLOAD_MAX_BYTES: u64 = LARGE_FILE_MAX_BYTES;
/// An uploaded paper, table or message.
pub const UPLOAD_DOCUMENT_MAX_BYTES: u64 = 256 * 1024 * 1024;
/// An uploaded picture or scan.
pub const UPLOAD_IMAGE_MAX_BYTES: u64 = 256 * 1024 * 1024;
/// An uploaded recording of sound.
pub const UPLOAD_AUDIO_MAX_BYTES: u64 = 1024 * 1024 * 1024;
/// An uploaded film.
pub const UPLOAD_VIDEO_MAX_BYTES: u64 = UPLOAD_MAX_BYTES;
/// An uploaded archive, or the image of a disk.
pub const UPLOAD_COLLECTION_MAX_BYTES: u64 = UPLOAD_MAX_BYTES;
/// Uploads that one person has open at a time.
pub const UPLOADS_OF_PERSON_MAX: usize = 16;
/// What those are announced to have together: two of the largest files.
pub const UPLOADS_OF_PERSON_MAX_BYTES: u64 = 2 * UPLOAD_MAX_BYTES;
/// Uploads that are open at one gateway at a time.
pub const UPLOADS_MAX: usize = 512;
/// What those are announced to have together.
pub const UPLOADS_MAX_BYTES: u64 = 64 * UPLOAD_MAX_BYTES;
/// Uploads whose bytes are being received at the same time: each holds a piece, and the same piece sealed.
pub const UPLOADS_UNDER_WAY_MAX: usize = 16;
/// Those of them that are of one person: whoever lets bytes trickle keeps no other waiting.
pub const UPLOADS_OF_PERSON_UNDER_WAY_MAX: usize = 8;
/// Files in pieces that are being given to people at the same time: each has some pieces in memory.
pub const DOWNLOADS_UNDER_WAY_MAX: usize = 32;
/// Those of them that are given to one person.
pub const DOWNLOADS_OF_PERSON_UNDER_WAY_MAX: usize = 8;
/// The wait for a place among them.
pub const DOWNLOAD_TURN_MAX_MS: u64 = 5_000;
/// Whoever takes no further piece of a file for so long is given no more of it.
pub const DOWNLOAD_SILENCE_MAX_SECONDS: u64 = 120;
/// So long after its last byte an upload that is not whole expires.
pub const UPLOAD_IDLE_MAX_MS: i64 = 3 * 24 * 60 * 60 * 1000;
/// So long it can be asked what became of an upload that has ended.
pub const UPLOAD_ENDED_KEPT_MS: i64 = 24 * 60 * 60 * 1000;
/// The longest silence in the body of a request that brings bytes of an upload.
pub const UPLOAD_SILENCE_MAX_SECONDS: u64 = 30;
/// The wait for an earlier request of the same upload, whose connection is gone, to have kept what it brought.
pub const UPLOAD_TURN_MAX_MS: u64 = 5_000;
/// What is said of a file before its bytes come.
pub const UPLOAD_METADATA_MAX_BYTES: usize = 4 * 1024;
/// What the command line sends of a file in one request, under one checksum.
pub const UPLOAD_REQUEST_BYTES: u64 = 4 * PIECE_BYTES as u64;
/// The largest file that is given to a scanner, unless its operator says otherwise: what `clamd` looks at, unless its says otherwise.
pub const SCANNER_FILE_BYTES: u64 = 100 * 1024 * 1024;
/// A connection to the scanner.
pub const SCANNER_CONNECT_MAX_MS: u64 = 5_000;
/// The longest silence of the scanner: while it takes a piece, and until it has an answer.
pub const SCANNER_SILENCE_MAX_MS: u64 = 120_000;
/// What a scanner answers.
pub const SCANNER_ANSWER_MAX_BYTES: usize = 4 * 1024;
/// A scanner's name for what it found.
pub const SCANNER_FINDING_MAX_CHARS: usize = 200;
/// Files that the scanner looks at at the same time.
pub const SCANS_AT_ONCE_MAX: usize = 2;
/// The pause before a scanner that did not answer is asked again.
pub const SCANNER_RETRY_MS: i64 = 10_000;
/// How often the command line asks whether a file that it uploaded was looked at, before it leaves that to whoever asks later.
pub const UPLOAD_ASKED_MAX_TIMES: u32 = 120;
/// The pause between two such questions.
pub const UPLOAD_ASKED_EVERY_MS: u64 = 500;
/// How often the command line tries to go on without getting anywhere.
pub const UPLOAD_TRIES_MAX: u32 = 8;
/// The pause before the first of these tries; each further one doubles it.
pub const UPLOAD_TRY_FIRST_MS: u64 = 250;
/// Persons that one sealed file is for.
pub const SEALED_RECIPIENTS_MAX: usize = 16;
/// What stands in the clear before a sealed file.
pub const SEALED_STATEMENT_MAX_BYTES: usize = 16 * 1024;
/// The name of a sealed item within its matter.
pub const SEALED_ITEM_MAX_BYTES: usize = 64;
/// The label of a sealed file: a case number, as a rule.
pub const SEALED_LABEL_MAX_CHARS: usize = 200;
/// The name of the scanner that a sealer says was asked.
pub const SCANNER_NAME_MAX_CHARS: usize = 200;
/// The keys of an authority's people, as its gateway publishes them.
pub const DIRECTORY_MAX_BYTES: usize = 1024 * 1024;
/// The people of one authority who can be sealed to.
pub const DIRECTORY_MAX_PEOPLE: usize = 1_000;
/// So old at most may a directory be that somebody seals by: it is made anew whenever it is asked for.
pub const DIRECTORY_FRESH_MAX_MS: i64 = 60 * 60 * 1000;
/// Officers who hold shares of a recovery key, at least: one may be away, and two are needed.
pub const RECOVERY_SHARES_MIN: u8 = 3;
/// Officers who hold shares of a recovery key, at most.
pub const RECOVERY_SHARES_MAX: u8 = 16;
/// Shares that make a recovery key whole.
pub const RECOVERY_SHARES_NEEDED: u8 = 2;
/// The file of a person's sealed key, of a share, or of a slot that was released.
pub const SEALING_FILE_MAX_BYTES: usize = 8 * 1024;
/// The passphrase of a person's own key, in characters, at least: whoever has the file can guess for years.
pub const PASSPHRASE_MIN_CHARS: usize = 12;
/// Parties of one case.
pub const PARTIES_OF_CASE_MAX: usize = 50;
/// Files of one case.
pub const FILES_OF_CASE_MAX: usize = 4_000;
/// Pieces of evidence of one case; and objections, admissions, applications and the like, each.
pub const CASE_PARTS_MAX: usize = 4_000;
/// Notes of one mediation, and objections to its mediators, each.
pub const MEDIATION_PARTS_MAX: usize = 1_000;
/// Times that one application for confirmation is examined, and copies of its ruling, each.
pub const CONFIRMATION_PARTS_MAX: usize = 100;
/// People at one exchange of evidence, beside the judge.
pub const PRESENT_AT_EXCHANGE_MAX: usize = 100;
/// Issues that a judge states.
pub const ISSUES_MAX: usize = 100;
/// Translations of one piece of evidence.
pub const TRANSLATIONS_OF_EXHIBIT_MAX: usize = 10;
/// A period for producing evidence, or what is added to one.
pub const EVIDENCE_PERIOD_MAX_DAYS: u32 = 365;
/// Persons of one session before a judge, and special powers that are named.
pub const PERSONS_OF_SESSION_MAX: usize = 20;
/// Cases that one power of attorney names.
pub const CASE_NUMBERS_MAX: usize = 100;
/// Laws that one expert or body of a register knows.
pub const LAWS_OF_LISTING_MAX: usize = 20;
/// From the day on which it is entered: so far away may the first day of a listing be.
pub const LISTING_BEGINS_MAX_DAYS: i64 = 366;
/// One term of a listing: ten years, with leap days.
pub const LISTING_TERM_MAX_DAYS: i64 = 10 * 365 + 3;
/// Questions about the law of another place in one inquiry; and provisions, and judgments, of one opinion on it, each.
pub const QUESTIONS_OF_INQUIRY_MAX: usize = 20;
/// Times that somebody is asked in one inquiry; and opinions, each.
pub const REQUESTS_OF_INQUIRY_MAX: usize = 50;
/// Files of one inquiry.
pub const FILES_OF_INQUIRY_MAX: usize = 500;
/// Entries of all registers together.
pub const REGISTRY_MAX_ENTRIES: usize = 2_000_000;
/// Of those, entries that one gateway has published, and whoever has left counts: no side takes the room of the others.
pub const REGISTRY_ENTRIES_OF_GATEWAY_MAX: usize = REGISTRY_MAX_ENTRIES / 2;
/// Languages, specialities and keepers, and whatever else entries of registers are told apart by: each takes 125 kB for a million of them.
pub const REGISTRY_MAX_VALUES: usize = 2_000;
/// A number of a register.
pub const ROSTER_NO_MAX_BYTES: usize = 64;
/// The tag of a language, a speciality or a region.
pub const TAG_MAX_BYTES: usize = 32;
/// Names of one entry: each form of it, and some by which the person was known before.
pub const NAMES_OF_ENTRY_MAX: usize = 12;
/// One name of an entry.
pub const NAME_MAX_CHARS: usize = 80;
/// Languages of one entry.
pub const LANGUAGES_OF_ENTRY_MAX: usize = 20;
/// Specialities of one entry.
pub const SPECIALITIES_OF_ENTRY_MAX: usize = 40;
/// The text of a search.
pub const SEARCH_TEXT_MAX_CHARS: usize = NAME_MAX_CHARS;
/// Words of a search.
pub const SEARCH_WORDS_MAX: usize = 12;
/// One page of what was found.
pub const SEARCH_PAGE_MAX_ENTRIES: u32 = 100;
/// The highest yearly cap that a court may fix for its jurors: more than one case a day.
pub const ANNUAL_CAP_MAX_CASES: u32 = 366;
/// Occupations of a candidate beside the first.
pub const OCCUPATIONS_OF_CANDIDATE_MAX: usize = 20;
/// Courts that share their lists of jurors, or whose lists a court above draws from.
pub const COURTS_OF_LISTS_MAX: usize = 500;
/// Times for which one juror says at once that it is away.
pub const AWAY_OF_JUROR_MAX: usize = 100;
/// Sittings of one juror: as many as five years can have under the highest cap.
pub const SITTINGS_OF_JUROR_MAX: usize = 2_000;
/// Payments to one juror.
pub const ALLOWANCES_OF_JUROR_MAX: usize = 4_000;
/// Working days of one allowance.
pub const WORKING_DAYS_OF_ALLOWANCE_MAX: u32 = 366;
/// One allowance, with travel and meals, in hundredths of a yuan: a million of them.
pub const SUM_OF_ALLOWANCE_MAX_HUNDREDTHS: u64 = 100_000_000;
/// A sealed document that a court made outside any matter, as it travels in a file.
pub const SEALED_FILE_MAX_BYTES: usize = 256 * 1024;
/// People in the pool of one draw.
pub const DRAW_POOL_MAX_PEOPLE: usize = 200_000;
/// The number of a person in a registry, or a tag, in bytes of UTF-8.
pub const DRAW_NAME_MAX_BYTES: usize = 64;
/// Tags of one person, or of one seat.
pub const DRAW_TAGS_MAX: usize = 64;
/// Seats of one draw.
pub const DRAW_SEATS_MAX: usize = 32;
/// Alternates of each seat.
pub const DRAW_ALTERNATES_MAX: u32 = 100;
/// The packet of a draw: its pool, its ranking, its steps with their signatures and their entries in the record.
pub const DRAW_PACKET_MAX_BYTES: usize = 64 * 1024 * 1024;
/// Steps of one draw: what three gateways can say in it, and the recusals after it.
pub const DRAW_STEPS_MAX: usize = 1_000;
/// Steps of one draw that travel in one request: the request names everybody who is excluded.
pub const DRAW_STEPS_MAX_BYTES: usize = 8 * 1024 * 1024;
/// The signed key to which a gateway has its pieces of one draw encrypted.
pub const DRAW_KEY_MAX_BYTES: usize = 2048;
/// The request of a draw, as it is signed: beside it the other steps find room in what travels in one request.
pub const DRAW_REQUEST_MAX_BYTES: usize = 7 * 1024 * 1024;
/// So far behind the request an event of a registry may be without having been looked at: it was published while the court asked.
pub const DRAW_REGISTRY_LAG_MAX_MS: i64 = 10 * 60 * 1000;
/// What a gateway is asked for draws (its key, a piece).
pub const DRAW_PIECE_MAX_BYTES: usize = 256;
/// Draws that go on at one gateway at the same time.
pub const DRAWS_LIVE_MAX: usize = 1_000;
/// Of them, those that the gateway of one side has asked for.
pub const DRAWS_LIVE_OF_GATEWAY_MAX: usize = DRAWS_LIVE_MAX / 3;
/// Draws for which a gateway says what is due, and brings it to the others, at the same time.
pub const DRAWS_MOVED_AT_ONCE_MAX: usize = 32;
/// How often what goes on is looked at: each gateway says what is due then, and brings it to the others.
pub const DRAWS_LOOKED_AT_EVERY_MS: u64 = 1_000;
/// How long a peer that does not answer is left in peace by a draw.
pub const DRAW_PEER_RETRY_MS: i64 = 5_000;
/// From its own deal: so long a contributor waits for the deals of the others before it sends its pieces to those who are there.
pub const DRAW_DEAL_MAX_MS: i64 = 4 * 60 * 60 * 1000;
/// From the deal, as it came here: so long a contributor waits for a piece of it before it complains.
pub const DRAW_PIECE_MAX_MS: i64 = 6 * 60 * 60 * 1000;
/// From its own deal: so long it waits for a third deal to be sealed before it closes over two.
pub const DRAW_SEAL_MAX_MS: i64 = 8 * 60 * 60 * 1000;
/// From the request, by the clock of the court's gateway: so long it waits for all to close before it proposes that the draw be void.
pub const DRAW_CLOSE_MAX_MS: i64 = 24 * 60 * 60 * 1000;
/// Beyond that, if nobody has dealt: so long it waits for both who are there to sign that the third is unreachable.
pub const DRAW_PAIR_MAX_MS: i64 = 60 * 60 * 1000;
/// From the last close: so long the others wait for a dealer to open its pieces before they open those that they hold.
pub const DRAW_OPEN_MAX_MS: i64 = 60 * 60 * 1000;
/// A gateway counts as unreachable after so long without an answer.
pub const DRAW_UNREACHABLE_MIN_MS: i64 = 24 * 60 * 60 * 1000;
/// A mediator's credential, with all that it discloses: what a card carries.
pub const CARD_MAX_BYTES: usize = 16 * 1024;
/// While an authority abroad is waited for, the rules are asked again after so many days.
pub const WAIT_ABROAD_ASKED_DAYS: i64 = 14;
/// A card that fits into one QR code: version 40 with the least error correction, in bytes.
pub const CARD_CODE_MAX_BYTES: usize = 2_953;
/// For so long a credential is good: three years, with a leap day.
pub const CREDENTIAL_MAX_DAYS: i64 = 3 * 365 + 1;
/// A name of a mediator in one script, and the number on the roster.
pub const MEDIATOR_NAME_MAX_CHARS: usize = 100;
/// Languages, and specialities, of one mediator, each.
pub const MEDIATOR_SKILLS_MAX: usize = 30;
/// Documents of one application for accreditation.
pub const APPLICATION_DOCUMENTS_MAX: usize = 25;
/// Years of practice, and mediations, that an applicant states, each.
pub const EXPERIENCE_MAX_UNITS: u32 = 100_000;
/// The name of a status list.
pub const STATUS_LIST_NAME_MAX_BYTES: usize = 200;
/// Entries of a status list that a body opens.
pub const STATUS_LIST_ENTRIES: u32 = 1 << 17;
/// Entries of any status list that is read: four of them are a byte when it is inflated.
pub const STATUS_LIST_MAX_ENTRIES: u32 = 1 << 20;
/// A signed status list: its entries as random as can be, in base64url twice.
pub const STATUS_LIST_MAX_BYTES: usize = 512 * 1024;
/// From its issue to the end of a status list. Past its end it confirms nothing.
pub const STATUS_LIST_MAX_AGE_MS: i64 = 7 * 24 * 60 * 60 * 1000;
/// So long a status list may be kept before the next is asked for.
pub const STATUS_LIST_TTL_SECONDS: u64 = 60 * 60;
/// After so long a body signs its list anew, so that nobody who is connected ever holds one that is too old to appoint by.
pub const STATUS_LIST_RENEWED_MS: i64 = 30 * 60 * 1000;
/// An application to a body that accredits, with its papers in base64.
pub const APPLICATION_MAX_BYTES: usize = 24 * 1024 * 1024;
/// So old at most may the status be by which somebody is appointed.
pub const STATUS_FOR_APPOINTMENT_MAX_MS: i64 = 60 * 60 * 1000;
/// The bundle that a card is verified by: a roll, lists, confirmations, bars.
pub const CARD_BUNDLE_MAX_BYTES: usize = 2 * ROLL_MAX_BYTES;
/// Lists, confirmations, and bars, of one such bundle, each.
pub const CARD_BUNDLE_MAX_ITEMS: usize = 64;
/// One event of a feed, as signed: a status list is the largest, in base64url once more.
pub const FEED_EVENT_MAX_BYTES: usize = STATUS_LIST_MAX_BYTES / 3 * 4 + 64 * 1024;
/// An event of a feed that fits a line of the record, as signed. A longer one is kept beside the record, under its digest.
pub const FEED_EVENT_IN_LINE_MAX_BYTES: usize = 24 * 1024;
/// A heartbeat of a feed, as signed.
pub const FEED_HEARTBEAT_MAX_BYTES: usize = 4 * 1024;
/// The code of a kind of event.
pub const FEED_KIND_MAX_BYTES: usize = 32;
/// Events that are handed over at once.
pub const FEED_PAGE_MAX_EVENTS: usize = 256;
/// What those have together, with their frame.
pub const FEED_PAGE_MAX_BYTES: usize = 4 * 1024 * 1024;
/// After so long without a word of its publisher a feed confirms nothing.
pub const FEED_SILENCE_MAX_MS: i64 = 60 * 60 * 1000;
/// Between two heartbeats of a feed, while nothing is published.
pub const FEED_HEARTBEAT_EVERY_MS: u64 = 2 * 60 * 1000;
/// Between two questions to a peer for what it holds of the feeds, where nothing is known to be missing.
pub const FEED_ASKED_EVERY_MS: u64 = 5 * 60 * 1000;
/// The pause before a feed is offered again to a peer that did not take it; each further failure doubles it. And between two questions for
/// what is missing.
pub const FEED_RETRY_MS: u64 = 1_000;
/// The longest such pause.
pub const FEED_RETRY_MAX_MS: u64 = 8_000;
/// After so long since its start, without a word of any peer on what it holds of the own feed, a gateway publishes by itself all the same.
pub const FEED_RECALLED_MAX_MS: i64 = 2 * 60 * 1000;
/// Events of one peer's feed that are taken in one day (of UTC): five such days for all jurors and entries that registers may have of one side.
pub const FEED_OF_PEER_MAX_EVENTS_PER_DAY: u64 = 200_000;
/// What those have together, as signed.
pub const FEED_OF_PEER_MAX_BYTES_PER_DAY: u64 = 512 * 1024 * 1024;

//! The contract's types on both sides of the boundary. The host's and the guest's are generated from the same WIT, field by field the
//! same; in the sandbox they meet as bytes, here one is written into the other.

use comity_rules::contract as host;
use law::contract as guest;

/// To the same thing on the other side.
pub(crate) trait Cross<To> {
    fn cross(self) -> To;
}

impl<There, Here: Cross<There>> Cross<Vec<There>> for Vec<Here> {
    fn cross(self) -> Vec<There> {
        self.into_iter().map(Cross::cross).collect()
    }
}

impl<There, Here: Cross<There>> Cross<Option<There>> for Option<Here> {
    fn cross(self) -> Option<There> {
        self.map(Cross::cross)
    }
}

impl<There, Here: Cross<There>> Cross<(There, There)> for (Here, Here) {
    fn cross(self) -> (There, There) {
        (self.0.cross(), self.1.cross())
    }
}

macro_rules! same {
    ($($plain:ty)*) => {$(
        impl Cross<$plain> for $plain {
            fn cross(self) -> $plain {
                self
            }
        }
    )*};
}

macro_rules! records {
    ($($record:ident { $($field:ident)* })*) => {$(
        impl Cross<guest::$record> for host::$record {
            fn cross(self) -> guest::$record {
                guest::$record { $($field: self.$field.cross()),* }
            }
        }

        impl Cross<host::$record> for guest::$record {
            fn cross(self) -> host::$record {
                host::$record { $($field: self.$field.cross()),* }
            }
        }
    )*};
}

macro_rules! variants {
    ($($variant:ident { $($plain:ident)* ; $($carrying:ident)* })*) => {$(
        impl Cross<guest::$variant> for host::$variant {
            fn cross(self) -> guest::$variant {
                match self {
                    $(Self::$plain => guest::$variant::$plain,)*
                    $(Self::$carrying(it) => guest::$variant::$carrying(it.cross()),)*
                }
            }
        }

        impl Cross<host::$variant> for guest::$variant {
            fn cross(self) -> host::$variant {
                match self {
                    $(Self::$plain => host::$variant::$plain,)*
                    $(Self::$carrying(it) => host::$variant::$carrying(it.cross()),)*
                }
            }
        }
    )*};
}

same! { bool u8 u16 u32 i32 i64 String }

records! {
    Date { year month day }
    Citation { instrument provision }
    Particular { name value }
    Authority { id jurisdiction kind direct_channels area subordinate_courts }
    Person { id role jurisdiction particulars }
    Document { kind languages translations copies for_persons particulars }
    Act { kind particulars }
    Event { kind on particulars }
    Facts { procedure stage as_of requesting requested forum persons documents acts docket particulars settings }
    Item { index part }
    Period {
        code start start_roll length unit offset_days roll calendar half_days_closed suspended hard met_by citations
    }
    Due { period last_day overlaps }
    Finding { code severity about arguments citations }
    Conclusion { code on citations }
    Requirement { document any_of_languages citations }
    Assessment { verdict findings conclusions requirements }
    Scope { procedure stages requesting requested forum }
    Rule { provision confidence says switches }
    Setting { name values }
    RuleSet { id version jurisdiction scopes instruments in_force_from in_force_until reads says rules settings }
}

variants! {
    Value { ; Text Number Decimal Day Flag Codes }
    Place {
        Requesting Requested Forum Persons Documents Docket ; Particular Person Document Act Event
    }
    Unit { Days WorkingDays Months Years ; }
    Roll { None NextWorkingDay ; }
    Start { ; Event EndOf }
    Severity { Refuse Correct Flag Inform ; }
    Confidence { Text Secondary Knowledge Policy Uncertain ; }
}

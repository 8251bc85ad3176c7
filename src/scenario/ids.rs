//! Typed positions of cities, models of car, centres, failure modes, teams, resources, operators, kinds of site, rules of expansion, parts and depots in a scenario.

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// The position as an index.
            #[inline]
            pub const fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

id!(
    /// A city, by its position in [`crate::scenario::Scenario::cities`].
    CityId
);
id!(
    /// A model of car, by its position in [`crate::scenario::Scenario::models`].
    ModelId
);
id!(
    /// A centre, by its position in [`crate::scenario::Scenario::centres`].
    CentreId
);
id!(
    /// A failure mode, by its position in [`crate::scenario::Scenario::failures`].
    FailureId
);
id!(
    /// A team, by its position in [`crate::scenario::Scenario::teams`].
    TeamId
);
id!(
    /// A resource, by its position in [`crate::scenario::Scenario::resources`].
    ResourceId
);
id!(
    /// An operator, by its position in [`crate::scenario::Scenario::operators`].
    OperatorId
);
id!(
    /// A kind of site, by its position in [`crate::scenario::Scenario::sites`].
    SiteId
);
id!(
    /// A rule that opens centres, by its position in [`crate::scenario::Scenario::expansions`].
    ExpansionId
);
id!(
    /// A class of parts, by its position in [`crate::scenario::Scenario::parts`].
    PartId
);
id!(
    /// A depot, by its position in [`crate::scenario::Scenario::depots`].
    DepotId
);

package dev.opportune.app.service;

import dev.opportune.authoring.Problem;
import dev.opportune.kernel.store.Activation;
import dev.opportune.kernel.store.Motion;
import java.util.List;
import java.util.Optional;

/** What became of a wish to have rules live. */
public sealed interface WishOutcome {
    /**
     * They are live.
     *
     * @param effect on people, as counted just before
     * @param folderTrouble why the rules folder could not be brought to the same, for a person; empty where it was
     */
    record Activated(Activation activation, Effect effect, Optional<String> folderTrouble) implements WishOutcome {}

    /** They were live already: nothing has changed. */
    record Unchanged(Activation live) implements WishOutcome {}

    /** They await a second person. @param effect on people, if it were now */
    record Proposed(Motion motion, Effect effect) implements WishOutcome {}

    /** They cannot be used. */
    record Refused(String revision, List<Problem> problems) implements WishOutcome {}

    /** Others are live than was believed. */
    record Overtaken(Activation live) implements WishOutcome {}

    /** Whoever has proposed them cannot be the second person. */
    record SamePerson(Motion motion) implements WishOutcome {}

    /** No kept revision, or more than one, begins like that. @param candidates those that do; a few */
    record Unclear(String prefix, List<String> candidates) implements WishOutcome {}
}

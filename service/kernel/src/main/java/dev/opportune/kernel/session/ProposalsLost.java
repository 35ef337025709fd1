package dev.opportune.kernel.session;

import org.kie.api.runtime.KieRuntime;
import org.kie.api.runtime.rule.ConsequenceExceptionHandler;
import org.kie.api.runtime.rule.Match;
import org.kie.api.runtime.rule.RuleRuntime;

/**
 * A consequence that throws loses its own proposals; firing goes on. Drools makes one by name for each rule base, so it
 * must be set as the {@code ConsequenceExceptionHandlerOption} of every rule base given to a {@link Ruleset}.
 */
public final class ProposalsLost implements ConsequenceExceptionHandler {
    @Override
    public void handleException(Match match, RuleRuntime runtime, Exception failure) {
        ((Proposals) ((KieRuntime) runtime).getGlobal(Proposals.GLOBAL)).fail(failure);
    }
}

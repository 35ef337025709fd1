package dev.opportune.kernel.session;

import dev.opportune.kernel.store.Activation;
import java.time.Duration;
import java.util.List;

/** Which rules were live when. Answers may grow between calls, never change. */
public interface Rulesets {
    /** Every activation, oldest first, never empty; the first holds for all time before it too. */
    List<Activation> activations();

    /** A revision, compiled. Called off the request path for all but the live one. */
    Ruleset ruleset(String revision);

    /** How far back the rules of a revision see: asked for every revision a profile lived under, so let it be cheap. */
    default Duration lookback(String revision) {
        return ruleset(revision).policy().lookback();
    }
}

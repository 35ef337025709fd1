package dev.opportune.kernel.session;

import dev.opportune.kernel.store.Activation;
import java.util.List;

/** Which rules were live when. Answers may grow between calls, never change. */
public interface Rulesets {
    /** Every activation, oldest first, never empty; the first holds for all time before it too. */
    List<Activation> activations();

    /** A revision, compiled. Called off the request path for all but the live one. */
    Ruleset ruleset(String revision);
}

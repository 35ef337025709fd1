package dev.opportune.authoring.explanation;

import dev.opportune.authoring.explanation.Told.Kind;
import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.policy.Experiment;
import dev.opportune.kernel.policy.Flow;
import dev.opportune.kernel.session.Ruleset;
import dev.opportune.kernel.session.Settings;
import dev.opportune.kernel.timeline.Properties;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which variants a profile is in, and where its share falls. */
final class Assignments {
    private static final int DIGITS = 6;

    private final Sources sources;
    private final Settings settings;

    Assignments(Sources sources, Settings settings) {
        this.sources = sources;
        this.settings = settings;
    }

    /** The experiments on a message's record, and the holdout; nothing of an opening or an end. */
    List<Told> of(Decision decision) {
        List<Told> told = new ArrayList<>();
        if (decision.message() == null) {
            return told;
        }
        Ruleset ruleset = sources.ruleset(decision.ruleset()).orElse(null);
        Flow flow = ruleset == null ? null : ruleset.flows().get(decision.flow());
        decision.experiments().forEach((name, variant) -> {
            Experiment experiment = flow == null ? null : flow.experiments().get(name);
            told.add(one(name, variant, experiment, decision.profileId()));
        });
        Optional.ofNullable(ruleset).map(live -> live.policy().holdout()).ifPresent(holdout -> {
            String variant = settings.assignment().apply(holdout, decision.profileId());
            told.add(one(holdout.name(), variant, holdout, decision.profileId()));
        });
        return told;
    }

    private static Told one(String name, String variant, @Nullable Experiment experiment, String profileId) {
        Map<String, Object> figures = new TreeMap<>(Map.of("experiment", name, "variant", variant));
        String share = "";
        if (experiment != null && experiment.variantOf(profileId).equals(variant)) {
            BigDecimal falls = experiment.share(profileId).setScale(DIGITS, RoundingMode.DOWN);
            figures.put("share", falls);
            share = ", whose share of it is " + falls.toPlainString();
        }
        return new Told(
                Kind.EXPERIMENT,
                null,
                Properties.of(figures),
                "experiment " + name + ": " + variant + " for " + profileId + share);
    }
}

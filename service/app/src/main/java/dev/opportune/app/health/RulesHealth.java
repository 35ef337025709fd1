package dev.opportune.app.health;

import com.codahale.metrics.health.HealthCheck;
import dev.opportune.app.service.Attempt;
import dev.opportune.app.service.LiveRules;
import java.util.ArrayList;
import java.util.List;

/** Whether what is in the rules folder is what is live, and all of it. */
public final class RulesHealth extends HealthCheck {
    private final LiveRules rules;

    public RulesHealth(LiveRules rules) {
        this.rules = rules;
    }

    @Override
    protected Result check() {
        List<String> unhealthy = new ArrayList<>();
        Attempt folder = rules.lastOfFolder();
        if (folder != null && !folder.problems().isEmpty()) {
            unhealthy.add("what is in the rules folder is not: " + String.join("; ", folder.problems()));
        }
        for (String rule : rules.active().without()) {
            unhealthy.add(
                    "a rule is left out for everybody: " + rules.leftOutBy(rule).note());
        }
        String live = "revision " + rules.active().revision() + " is live";
        if (!unhealthy.isEmpty()) {
            return Result.unhealthy(live + ", and " + String.join("; ", unhealthy));
        }
        boolean isBehind = folder != null && folder.result() == Attempt.Result.OUTRANKED;
        return Result.healthy(
                isBehind ? live + "; the rules folder could not be brought to it, and does not count" : live);
    }
}

package dev.opportune.app.health;

import com.codahale.metrics.health.HealthCheck;
import dev.opportune.app.service.LiveRules;

/** Whether what is in the rules folder is what is live. */
public final class RulesHealth extends HealthCheck {
    private final LiveRules rules;

    public RulesHealth(LiveRules rules) {
        this.rules = rules;
    }

    @Override
    protected Result check() {
        LiveRules.Attempt last = rules.lastAttempt();
        String live = "revision " + rules.active().revision() + " is live";
        return last == null || last.problems().isEmpty()
                ? Result.healthy(live)
                : Result.unhealthy(
                        live + ", and what is in the rules folder is not: " + String.join("; ", last.problems()));
    }
}

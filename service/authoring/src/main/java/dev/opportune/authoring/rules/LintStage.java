package dev.opportune.authoring.rules;

import dev.opportune.authoring.Problem;
import dev.opportune.authoring.Severity;
import dev.opportune.authoring.drl.Reading;
import dev.opportune.authoring.lints.Lint;
import dev.opportune.authoring.lints.Lints;
import dev.opportune.authoring.lints.Readings;
import dev.opportune.authoring.lints.Sightings;
import dev.opportune.authoring.settings.LintLevel;
import dev.opportune.authoring.settings.SettingPlaces;
import dev.opportune.kernel.policy.Policy;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Looks for what can be used and is probably not what was meant; where something cannot be used, that comes first. */
final class LintStage implements Stage {
    private final Supplier<Optional<Sightings>> seen;

    /** @param seen asked once for each ruleset what came in lately */
    LintStage(Supplier<Optional<Sightings>> seen) {
        this.seen = seen;
    }

    @Override
    public void apply(Draft draft) {
        Optional<Policy> policy = draft.policy();
        if (policy.isEmpty() || draft.problems().hasErrors()) {
            return;
        }
        List<Reading> rules = draft.drlFiles().stream()
                .flatMap(file -> file.rules().stream().map(rule -> Reading.of(file, rule)))
                .toList();
        Readings all = new Readings(rules, draft.flows(), policy.get(), new SettingPlaces(draft.folder()), seen.get());
        for (Lint lint : Lints.all()) {
            LintLevel level = draft.lintLevels().getOrDefault(lint.code(), LintLevel.WARNING);
            if (level != LintLevel.OFF) {
                Severity severity = level == LintLevel.ERROR ? Severity.ERROR : Severity.WARNING;
                lint.findings(all)
                        .map(found -> new Problem(
                                severity, lint.code(), found.place(), found.rule(), found.message(), found.hint()))
                        .forEach(draft.problems()::add);
            }
        }
    }
}

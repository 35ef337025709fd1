package dev.opportune.authoring.rules;

import dev.opportune.authoring.compiler.RulesetCompiler;
import dev.opportune.authoring.compiler.RulesetCompiler.Build;
import dev.opportune.authoring.compiler.RulesetCompiler.Complaint;
import dev.opportune.authoring.drl.DrlFile;
import dev.opportune.kernel.policy.Policy;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.kie.api.KieBase;

/** Compiles the rules, unless it has done so lately. */
final class BuildStage implements Stage {
    private final RulesetCompiler compiler;
    private final Builds builds;

    /** @param remembered how many builds */
    BuildStage(RulesetCompiler compiler, int remembered) {
        this.compiler = compiler;
        this.builds = new Builds(remembered);
    }

    @Override
    public void apply(Draft draft) {
        // Once something is wrong, compiling is for finding out what else is; a file without sound rules has no more to
        // say.
        boolean broken = draft.problems().hasErrors();
        List<DrlFile> sound = draft.drlFiles().stream()
                .filter(draft::isUsable)
                .filter(file -> !broken || !draft.soundRules(file).isEmpty())
                .toList();
        if (broken && sound.isEmpty()) {
            return;
        }
        List<Complaint> complaints = new ArrayList<>();
        try {
            List<String> sources = sound.stream()
                    .map(file -> Arrived.in(file, draft.soundRules(file), draft.soundText(file)))
                    .toList();
            ZoneId days = draft.policy().map(Policy::defaultTimezone).orElse(ZoneOffset.UTC);
            List<String> made = new ArrayList<>(sources);
            made.add(days.getId());
            Optional<Supplier<KieBase>> known = builds.of(made);
            if (known.isPresent()) {
                draft.bases(known.get());
                return;
            }
            Build build = compiler.build(sources, days);
            if (build.messages().isEmpty()) {
                builds.keep(made, build.bases());
                draft.bases(build.bases());
                return;
            }
            complaints.addAll(build.messages());
        } catch (RuntimeException thrown) {
            // Some mistakes of an author make the engine's compiler throw; the diagnosis finds out which.
            complaints.add(Complaint.ofThrown(thrown));
        }
        new Diagnosis(compiler, draft).explain(sound, complaints);
    }
}

package dev.opportune.authoring.rules;

import dev.opportune.authoring.Place;
import dev.opportune.authoring.compiler.AllowList;
import dev.opportune.authoring.compiler.Fence;
import dev.opportune.authoring.compiler.RulesetCompiler;
import dev.opportune.authoring.drl.DrlFile;
import dev.opportune.authoring.folders.RulesFolder;
import dev.opportune.authoring.lints.Sightings;
import dev.opportune.kernel.policy.Policy;
import dev.opportune.kernel.session.Ruleset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.drools.drl.ast.descr.RuleDescr;
import org.kie.api.KieServices;

/** Makes rulesets of what analysts write. Safe for use by several threads. */
public final class Rules {
    private final List<Stage> stages;

    /** Makes rulesets, and warns of what is probably not meant; of what came in it knows nothing. */
    public Rules() {
        this(1);
    }

    /** @param remembered how many builds are kept, to be used again for the same rules under other settings */
    public Rules(int remembered) {
        this(EnumSet.allOf(Fence.class), Optional::empty, remembered);
    }

    /** @param seen what came in lately, for warnings about properties that nothing has; empty where that is unknown */
    public Rules(Supplier<Optional<Sightings>> seen) {
        this(EnumSet.allOf(Fence.class), seen, 1);
    }

    /** For tests: each fence has to hold without the others, which can only be seen where they are down. */
    Rules(Set<Fence> fences) {
        this(fences, Optional::empty, 1);
    }

    private Rules(Set<Fence> fences, Supplier<Optional<Sightings>> seen, int remembered) {
        this(stages(fences, seen, remembered));
    }

    private Rules(List<Stage> stages) {
        this.stages = List.copyOf(stages);
    }

    private static List<Stage> stages(Set<Fence> fences, Supplier<Optional<Sightings>> seen, int remembered) {
        Members members = new Members(new AllowList());
        List<Stage> inOrder = new ArrayList<>();
        if (fences.contains(Fence.TEXT)) {
            inOrder.add(new TextFence());
        }
        inOrder.add(new SettingsStage());
        inOrder.add(new SourceStage());
        if (fences.contains(Fence.TEXT)) {
            inOrder.add(TextFence::ofExpansions);
        }
        inOrder.add(new ParseStage());
        if (fences.contains(Fence.TEXT)) {
            inOrder.add(TextFence::ofRules);
        }
        if (fences.contains(Fence.DESCRIPTORS)) {
            inOrder.addAll(List.of(
                    new FileFence(),
                    new RuleFence(),
                    new ConditionFence(),
                    new ConstraintStage(),
                    new ComparisonStage(),
                    new ConsequenceStage(members),
                    new ExpressionFence(members),
                    new NamesStage()));
        }
        inOrder.add(new BuildStage(new RulesetCompiler(KieServices.get(), fences), remembered));
        inOrder.add(new LintStage(seen));
        return inOrder;
    }

    /** Makes the same of what was good enough once, whatever was learnt to warn of since. */
    public Rules withoutLints() {
        return new Rules(
                stages.stream().filter(stage -> !(stage instanceof LintStage)).toList());
    }

    /** Reads, checks and compiles a folder. Does not throw on whatever an author may have written. */
    public Loaded load(Path folder) {
        return load(RulesFolder.read(folder));
    }

    /** Checks and compiles files by their path inside the folder. */
    public Loaded load(Map<String, byte[]> files) {
        return load(RulesFolder.of(files));
    }

    /** Checks and compiles a folder. */
    public Loaded load(RulesFolder folder) {
        Draft draft = new Draft(folder);
        Stage.applyAll(stages, draft);
        Optional<Ruleset> ruleset = ruleset(draft);
        if (ruleset.isEmpty() && !draft.problems().hasErrors()) {
            draft.error("not_compiled", Place.of("."), null, "the rules did not compile", "");
        }
        return new Loaded(folder.revision(), ruleset, draft.told(), folder.files(), ruleNames(draft));
    }

    /** What policy.yml says, without looking at any rule; empty if it cannot be read. */
    Optional<Policy> policy(Map<String, byte[]> files) {
        Draft draft = new Draft(RulesFolder.of(files));
        new SettingsStage().apply(draft);
        return draft.policy();
    }

    private static Optional<Ruleset> ruleset(Draft draft) {
        if (draft.problems().hasErrors()) {
            return Optional.empty();
        }
        return draft.policy()
                .flatMap(policy -> draft.bases()
                        .map(bases -> new Ruleset(
                                draft.folder().revision(),
                                draft.flows(),
                                policy,
                                bases,
                                RequestedPatterns.anyIn(draft.drlFiles()))));
    }

    private static SortedMap<String, List<String>> ruleNames(Draft draft) {
        SortedMap<String, List<String>> names = new TreeMap<>();
        for (DrlFile file : draft.drlFiles()) {
            names.put(
                    file.path(),
                    file.content().getRules().stream().map(RuleDescr::getName).toList());
        }
        return names;
    }
}

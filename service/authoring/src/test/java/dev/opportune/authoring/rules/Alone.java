package dev.opportune.authoring.rules;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.opportune.authoring.compiler.AllowList;
import dev.opportune.authoring.compiler.Fence;
import dev.opportune.authoring.compiler.RulesetCompiler;
import dev.opportune.authoring.folders.RulesFolder;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.kie.api.KieServices;

/** What each fence says of a rule when all others are down, and what the parser and the compiler say without any. */
final class Alone {
    /** Refuses without any fence: it makes nothing of the text. */
    static final String PARSER = "PARSER";

    static final String COMPILER = "COMPILER";

    private static final RulesetCompiler LINKING = new RulesetCompiler(KieServices.get(), EnumSet.of(Fence.LINKING));
    private static final RulesetCompiler BYTECODE = new RulesetCompiler(KieServices.get(), EnumSet.of(Fence.BYTECODE));

    private static final Members MEMBERS = new Members(new AllowList());

    private Alone() {}

    /** The example's settings with this as its only rules. */
    static Map<String, byte[]> ruleset(String drl) {
        Map<String, byte[]> files = new TreeMap<>(Rulesets.example());
        files.put(Rulesets.DRL, drl.getBytes(UTF_8));
        return files;
    }

    /**
     * Everyone who refuses a file by themselves, by name.
     *
     * @param runsEarly whether it would run while it is compiled, so that it must not be compiled without LINKING
     */
    static Set<String> refusing(String drl, boolean runsEarly) {
        Set<String> refusing = new TreeSet<>();
        if (problems(drl, new TextFence()).problems().hasErrors()) {
            refusing.add(Fence.TEXT.name());
        }
        if (problems(drl, new SettingsStage(), new SourceStage(), new ParseStage())
                .problems()
                .hasErrors()) {
            refusing.add(PARSER);
            return refusing;
        }
        if (problems(
                        drl,
                        new SettingsStage(),
                        new SourceStage(),
                        new ParseStage(),
                        new FileFence(),
                        new RuleFence(),
                        new ConditionFence(),
                        new ConstraintStage(),
                        new ComparisonStage(),
                        new ConsequenceStage(MEMBERS),
                        new ExpressionFence(MEMBERS),
                        new NamesStage())
                .problems()
                .hasErrors()) {
            refusing.add(Fence.DESCRIPTORS.name());
        }
        compiled(drl, runsEarly, refusing);
        return refusing;
    }

    private static void compiled(String drl, boolean runsEarly, Set<String> refusing) {
        if (runsEarly) {
            if (!complaints(LINKING, drl).isEmpty()) {
                refusing.add(Fence.LINKING.name());
            }
            return;
        }
        Set<String> codes = complaints(BYTECODE, drl);
        if (codes.contains("compile")) {
            refusing.add(COMPILER);
            return;
        }
        if (!codes.isEmpty()) {
            refusing.add(Fence.BYTECODE.name());
        }
        if (!complaints(LINKING, drl).isEmpty()) {
            refusing.add(Fence.LINKING.name());
        }
    }

    private static Draft problems(String drl, Stage... stages) {
        Draft draft = new Draft(RulesFolder.of(ruleset(drl)));
        List.of(stages).forEach(stage -> stage.apply(draft));
        return draft;
    }

    private static Set<String> complaints(RulesetCompiler compiler, String drl) {
        Set<String> codes = new TreeSet<>();
        try {
            compiler.build(List.of(drl)).messages().forEach(complaint -> codes.add(complaint.code()));
        } catch (RuntimeException | LinkageError thrown) {
            codes.add("compile");
        }
        return codes;
    }
}

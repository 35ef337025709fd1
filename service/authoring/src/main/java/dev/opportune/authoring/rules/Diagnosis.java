package dev.opportune.authoring.rules;

import dev.opportune.authoring.Place;
import dev.opportune.authoring.rules.RulesetCompiler.Complaint;
import java.util.ArrayList;
import java.util.List;
import org.drools.drl.ast.descr.RuleDescr;

/**
 * Finds out what the compiler complains about. It does not say where, and throws on some mistakes; so each file, and then
 * each rule, is compiled alone, which leaves only a place inside of the rule to be found.
 */
final class Diagnosis {
    private final RulesetCompiler compiler;
    private final Draft draft;

    Diagnosis(RulesetCompiler compiler, Draft draft) {
        this.compiler = compiler;
        this.draft = draft;
    }

    void explain(List<DrlFile> files) {
        for (DrlFile file : files) {
            List<Complaint> complaints = complaints(draft.soundText(file));
            if (!complaints.isEmpty() && !explainRules(file)) {
                Complaint first = complaints.get(0);
                draft.error("compile", Place.of(file.path(), first.line()), null, first.firstLine(), "");
            }
        }
        if (!draft.problems().hasErrors()) {
            draft.error(
                    "compile",
                    Place.of("."),
                    null,
                    "each file compiles alone, but not all of them together",
                    "give each file a package of its own");
        }
    }

    /** Whether a rule was found that does not compile even if it is the only one. */
    private boolean explainRules(DrlFile file) {
        boolean found = false;
        for (RuleDescr rule : draft.soundRules(file)) {
            List<Complaint> complaints = complaints(file.textWithout(other -> other != rule));
            if (!complaints.isEmpty()) {
                found = true;
                new Whereabouts(file, rule).places(complaints).forEach((place, message) -> {
                    CompilerWords words = CompilerWords.of(message);
                    draft.error(words.code(), place, rule, words.message(), words.hint());
                });
            }
        }
        return found;
    }

    private List<Complaint> complaints(String text) {
        try {
            return compiler.build(List.of(text)).messages();
        } catch (RuntimeException thrown) {
            List<Complaint> thrownOnly = new ArrayList<>();
            thrownOnly.add(new Complaint("", 0, "the compiler gave up: " + thrown.getMessage()));
            return thrownOnly;
        }
    }
}

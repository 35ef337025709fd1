package dev.opportune.authoring.rules;

import dev.opportune.authoring.Place;
import dev.opportune.authoring.rules.RulesetCompiler.Complaint;
import java.util.List;

/** Finds out what the compiler's complaints are about. */
final class Diagnosis {
    private final RulesetCompiler compiler;
    private final Draft draft;

    Diagnosis(RulesetCompiler compiler, Draft draft) {
        this.compiler = compiler;
        this.draft = draft;
    }

    void explain(List<DrlFile> files) {
        for (DrlFile file : files) {
            for (Complaint complaint : compiler.build(List.of(file.text())).messages()) {
                draft.error("compile", Place.of(file.path(), complaint.line()), null, complaint.text(), "");
            }
        }
    }
}

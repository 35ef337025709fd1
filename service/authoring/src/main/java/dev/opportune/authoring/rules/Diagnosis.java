package dev.opportune.authoring.rules;

import dev.opportune.authoring.Place;
import dev.opportune.authoring.compiler.RulesetCompiler;
import dev.opportune.authoring.compiler.RulesetCompiler.Complaint;
import dev.opportune.authoring.drl.DrlFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.drools.drl.ast.descr.RuleDescr;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what the compiler complains about. It does not say where, and throws on some mistakes; so fewer and fewer rules
 * are compiled together until one is left, which leaves only a place inside of it to be found.
 */
final class Diagnosis {
    /** Enough for a dozen mistakes among a thousand rules; who has made more mends these first. */
    private static final int MOST_BUILDS = 120;

    private final RulesetCompiler compiler;
    private final Draft draft;
    private int builds;

    Diagnosis(RulesetCompiler compiler, Draft draft) {
        this.compiler = compiler;
        this.draft = draft;
    }

    /** @param rule null for what stands around the rules of a file */
    private record Part(DrlFile file, @Nullable RuleDescr rule) {}

    /** How often something was compiled to find out. */
    int builds() {
        return builds;
    }

    /** @param complaints about all of them together */
    void explain(List<DrlFile> files, List<Complaint> complaints) {
        List<Part> sound = new ArrayList<>();
        for (DrlFile file : files) {
            sound.addAll(parts(file));
        }
        narrow(sound, complaints);
        if (!draft.problems().hasErrors()) {
            draft.error(
                    "compile",
                    Place.of("."),
                    null,
                    "each rule compiles alone, but not all of them together",
                    "give each file a package of its own");
        }
    }

    /** The rules of a file, if they are not all broken by what stands around them. */
    private List<Part> parts(DrlFile file) {
        List<RuleDescr> rules = draft.soundRules(file);
        Part around = new Part(file, null);
        if (rules.size() != 1) {
            List<Complaint> complaints = complaints(List.of(around));
            if (!complaints.isEmpty()) {
                explain(around, complaints);
                return List.of();
            }
        }
        return rules.stream().map(rule -> new Part(file, rule)).toList();
    }

    private void narrow(List<Part> parts, List<Complaint> complaints) {
        if (parts.isEmpty() || complaints.isEmpty()) {
            return;
        }
        if (parts.size() == 1) {
            explain(parts.get(0), complaints);
            return;
        }
        int before = draft.problems().all().size();
        for (List<Part> half :
                List.of(parts.subList(0, parts.size() / 2), parts.subList(parts.size() / 2, parts.size()))) {
            if (builds < MOST_BUILDS) {
                narrow(half, complaints(half));
            }
        }
        if (draft.problems().all().size() == before) {
            tell(Place.of(parts.get(0).file().path()), null, complaints.get(0));
        }
    }

    private void explain(Part part, List<Complaint> complaints) {
        RuleDescr rule = part.rule();
        if (rule == null) {
            Complaint first = complaints.get(0);
            tell(part.file().line(first.line()), null, first);
            return;
        }
        new Whereabouts(part.file(), rule)
                .places(complaints)
                .forEach((place, complaint) -> tell(place, rule, complaint));
    }

    private void tell(Place place, @Nullable RuleDescr rule, Complaint complaint) {
        CompilerWords words = CompilerWords.of(complaint);
        draft.error(words.code(), place, rule, words.message(), words.hint());
    }

    private List<Complaint> complaints(List<Part> parts) {
        builds++;
        Map<DrlFile, List<RuleDescr>> byFile = new LinkedHashMap<>();
        for (Part part : parts) {
            List<RuleDescr> rules = byFile.computeIfAbsent(part.file(), file -> new ArrayList<>());
            if (part.rule() != null) {
                rules.add(part.rule());
            }
        }
        List<String> texts = new ArrayList<>();
        byFile.forEach((file, rules) -> texts.add(file.textWithout(rule -> !rules.contains(rule))));
        try {
            return compiler.build(texts).messages();
        } catch (RuntimeException thrown) {
            return List.of(Complaint.ofThrown(thrown));
        }
    }
}

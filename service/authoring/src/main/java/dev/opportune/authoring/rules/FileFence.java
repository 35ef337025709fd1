package dev.opportune.authoring.rules;

import dev.opportune.authoring.Suggestion;
import dev.opportune.authoring.compiler.AllowList;
import dev.opportune.authoring.drl.DrlFile;
import dev.opportune.authoring.drl.FactTypes;
import dev.opportune.facts.Decide;
import java.util.Collection;
import java.util.Set;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.GlobalDescr;
import org.drools.drl.ast.descr.ImportDescr;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.RuleDescr;

/** Lets pass what may stand in a file beside its rules: the facts and {@code decide}. */
final class FileFence implements Stage {
    private static final String WILDCARD = FactTypes.PACKAGE + ".*";
    private static final String NOT_ALLOWED = "not_allowed";

    @Override
    public void apply(Draft draft) {
        draft.drlFiles().forEach(file -> check(draft, file));
    }

    private static void check(Draft draft, DrlFile file) {
        PackageDescr content = file.content();
        packageName(draft, file);
        content.getImports().forEach(one -> imported(draft, file, one));
        content.getGlobals().forEach(global -> global(draft, file, global));
        refuse(draft, file, content.getFunctionImports(), "static imports are", "leave them out");
        refuse(
                draft,
                file,
                content.getAccumulateImports(),
                "imported functions are",
                "use count, sum, min, max, average");
        refuse(draft, file, content.getFunctions(), "functions are", "write the condition into the pattern");
        refuse(
                draft,
                file,
                content.getClassAndEnumDeclarationDescrs(),
                "declared types are",
                "use the facts there are");
        refuse(draft, file, content.getEntryPointDeclarations(), "entry points are", "leave them out");
        refuse(draft, file, content.getWindowDeclarations(), "windows are", "write \"this before[0s, 24h] $now\"");
        refuse(draft, file, content.getAttributes(), "attributes of a whole file are", "write them into each rule");
        refuse(
                draft,
                file,
                content.getRules().stream().filter(RuleDescr::isQuery).toList(),
                "queries are",
                "write the patterns into the rule");
        if (content.getUnit() != null) {
            draft.error(NOT_ALLOWED, file.place(content.getUnit()), null, "units are not allowed", "leave it out");
        }
    }

    private static void packageName(Draft draft, DrlFile file) {
        String name = file.content().getName();
        String first = name == null ? "" : name.split("\\.", 2)[0];
        if (AllowList.isReserved(first)) {
            draft.error(
                    "reserved_package",
                    file.line(file.content().getLine()),
                    null,
                    "the package " + name + " is not for rules",
                    "write \"package rules."
                            + (file.folder().isEmpty() ? "mine" : file.folder().replace('-', '_')) + "\"");
        }
    }

    private static void imported(Draft draft, DrlFile file, ImportDescr imported) {
        String target = imported.getTarget();
        if (target.equals(WILDCARD)) {
            return;
        }
        if (!target.startsWith(FactTypes.PACKAGE + ".")) {
            draft.error(
                    "import_not_allowed",
                    file.place(imported),
                    null,
                    "importing " + target + " is not allowed",
                    Suggestion.nearest(target, Set.of(WILDCARD))
                            .map(near -> "did you mean " + near + "?")
                            .orElse("rules see the facts only: import " + WILDCARD));
            return;
        }
        String simple = target.substring(FactTypes.PACKAGE.length() + 1);
        if (!FactTypes.isImportable(simple)) {
            draft.error(
                    "unknown_fact",
                    file.place(imported),
                    null,
                    "there is no fact \"" + simple + "\"",
                    Suggestion.hint(simple, FactTypes.names()));
        }
    }

    private static void global(Draft draft, DrlFile file, GlobalDescr global) {
        boolean isDecide = global.getIdentifier().equals("decide")
                && Set.of(Decide.class.getName(), Decide.class.getSimpleName()).contains(global.getType());
        if (!isDecide) {
            draft.error(
                    "global_not_allowed",
                    file.place(global),
                    null,
                    "the global " + global.getType() + " " + global.getIdentifier() + " is not allowed",
                    "there is one global: global " + Decide.class.getName() + " decide");
        }
    }

    private static void refuse(
            Draft draft, DrlFile file, Collection<? extends BaseDescr> found, String what, String hint) {
        for (BaseDescr one : found) {
            draft.error(NOT_ALLOWED, file.place(one), null, what + " not allowed", hint);
        }
    }
}

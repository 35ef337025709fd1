package dev.opportune.authoring.compiler;

import dev.opportune.authoring.compiler.RulesetCompiler.Complaint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsParserException;
import org.kie.internal.builder.conf.LanguageLevelOption;

/**
 * Finds what would run while it is compiled: the engine makes and loads declared types, and asks imported functions what
 * they are. It looks at exactly the text that the compiler will get, whatever other fences have seen before.
 */
final class CompileTime {
    private static final String HINT = "rules consist of conditions and actions only";

    private CompileTime() {}

    static List<Complaint> complaints(String path, String source) {
        List<Complaint> complaints = new ArrayList<>();
        DrlParser parser = new DrlParser(LanguageLevelOption.DRL6);
        try {
            PackageDescr content = parser.parse(true, source);
            if (content == null || parser.hasErrors()) {
                complaints.add(new Complaint(path, 0, "the file cannot be parsed"));
            } else {
                all(complaints, path, content);
            }
        } catch (DroolsParserException | RuntimeException broken) {
            complaints.add(new Complaint(path, 0, "the file cannot be parsed: " + broken.getMessage()));
        }
        return complaints;
    }

    private static void all(List<Complaint> complaints, String path, PackageDescr content) {
        refuse(complaints, path, content.getFunctionImports(), "static imports are");
        refuse(complaints, path, content.getAccumulateImports(), "imported functions are");
        refuse(complaints, path, content.getFunctions(), "functions are");
        refuse(complaints, path, content.getClassAndEnumDeclarationDescrs(), "declared types are");
    }

    private static void refuse(
            List<Complaint> complaints, String path, Collection<? extends BaseDescr> found, String what) {
        for (BaseDescr one : found) {
            complaints.add(new Complaint(BytecodeFence.CODE, path, one.getLine(), what + " not allowed", HINT));
        }
    }
}

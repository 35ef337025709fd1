package dev.opportune.authoring.properties;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.opportune.kernel.timeline.Entry;
import dev.opportune.kernel.timeline.Event;
import dev.opportune.kernel.timeline.Preference;
import dev.opportune.kernel.timeline.ProfileChange;
import dev.opportune.kernel.timeline.Properties;
import dev.opportune.kernel.timeline.Statement;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An oracle that asks the kernel would agree with it about anything. */
class OracleFenceTest {
    private static final Set<String> WHAT_GOES_IN = Set.of(
            Entry.class.getName(),
            Event.class.getName(),
            ProfileChange.class.getName(),
            Statement.class.getName(),
            Preference.class.getName(),
            Properties.class.getName());

    @Test
    void oracle_sharesNothingWithTheKernelButWhatGoesIn() {
        classes()
                .that()
                .haveNameMatching(".*\\.(Oracle|OracleGates|Flows)(\\$.*)?")
                .should()
                .onlyDependOnClassesThat(
                        describe("are the JDK's, the test's own or entries", OracleFenceTest::isAllowed))
                .check(new ClassFileImporter()
                        .importClasses(
                                Oracle.class,
                                Oracle.Run.class,
                                Oracle.Mail.class,
                                Oracle.Terms.class,
                                OracleGates.class,
                                OracleGates.Answer.class,
                                Flows.class,
                                Flows.Cause.class,
                                Flows.Opening.class,
                                Flows.Proposed.class));
    }

    private static boolean isAllowed(JavaClass type) {
        JavaClass element = type.getBaseComponentType();
        return element.isPrimitive()
                || element.getPackageName().startsWith("java.")
                || element.getPackageName().equals(Oracle.class.getPackageName())
                || WHAT_GOES_IN.contains(element.getName());
    }
}

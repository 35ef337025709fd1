package dev.opportune.app;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.opportune.kernel.decision.Change;
import dev.opportune.kernel.decision.Decision;
import dev.opportune.kernel.gate.Gate;
import dev.opportune.kernel.session.ProfileSession;
import java.util.Set;
import java.util.stream.Collectors;
import org.kie.api.runtime.KieSession;

/** What each room must never see, and that there is one way to a decision for the service and all who play it. */
@AnalyzeClasses(packages = "dev.opportune", importOptions = DoNotIncludeTests.class)
class FencesTest {
    private static final String[] DROOLS = {"org.drools..", "org.kie.."};
    private static final String[] DROPWIZARD = {"io.dropwizard..", "org.glassfish.jersey..", "jakarta.ws.rs.."};

    @ArchTest
    static final ArchRule app_namesNoDrools = noClasses()
            .that()
            .resideInAPackage("dev.opportune.app..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(DROOLS);

    @ArchTest
    static final ArchRule app_leavesTheDatabaseToStorage = noClasses()
            .that()
            .resideInAPackage("dev.opportune.app..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "org.jdbi..", "org.sqlite..", "org.flywaydb..");

    @ArchTest
    static final ArchRule storage_decidesNothingAndServesNothing = noClasses()
            .that()
            .resideInAPackage("dev.opportune.storage..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(DROOLS)
                    .or(resideInAnyPackage(DROPWIZARD))
                    .or(resideInAnyPackage(
                            "dev.opportune.authoring..", "dev.opportune.app..", "dev.opportune.kernel.session..")));

    @ArchTest
    static final ArchRule authoring_servesNothingAndKeepsNoDatabase = noClasses()
            .that()
            .resideInAPackage("dev.opportune.authoring..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(DROPWIZARD)
                    .or(resideInAnyPackage(
                            "java.sql..",
                            "org.jdbi..",
                            "org.sqlite..",
                            "dev.opportune.storage..",
                            "dev.opportune.app..")));

    @ArchTest
    static final ArchRule whatTests_isNotInWhatRuns = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.junit..", "org.assertj..", "net.jqwik..", "com.tngtech..");

    @ArchTest
    static final ArchRule modules_formNoCycles = slices().matching("dev.opportune.(app|authoring|storage)..")
            .should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule packagesOfAuthoring_formNoCycles =
            slices().matching("dev.opportune.authoring.(*)..").should().beFreeOfCycles();

    /** What is open there is open to authoring's own packages only. */
    @ArchTest
    static final ArchRule insidesOfAuthoring_areItsOwn = noClasses()
            .that()
            .resideOutsideOfPackage("dev.opportune.authoring..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.opportune.authoring.compiler",
                    "dev.opportune.authoring.drl",
                    "dev.opportune.authoring.settings",
                    "dev.opportune.authoring.syntax");

    /** A session of the engine is named in one package, and outside of it nobody can get hold of one. */
    @ArchTest
    static void engineSession_isNamedInOnePackage(JavaClasses classes) {
        assertThat(classes.stream()
                        .filter(type -> type.getDirectDependenciesFromSelf().stream()
                                .anyMatch(use -> use.getTargetClass().isAssignableTo(KieSession.class)))
                        .map(JavaClass::getPackageName)
                        .collect(Collectors.toSet()))
                .containsExactly("dev.opportune.kernel.session");
    }

    /**
     * The service (sessions kept, sessions thrown away), replay, the fixtures, and what explains and tries; the demo goes through
     * the service.
     */
    @ArchTest
    static void profileSession_isOpenedByTheseHostsAlone(JavaClasses classes) {
        assertThat(callersOf(classes, ProfileSession.class, "open"))
                .containsExactlyInAnyOrder(
                        "dev.opportune.app.service.OpenProfiles",
                        "dev.opportune.app.service.Peeks",
                        "dev.opportune.app.replay.Replay",
                        "dev.opportune.authoring.explanation.Replayed",
                        "dev.opportune.authoring.fixtures.Actor");
    }

    private static Set<String> callersOf(JavaClasses classes, Class<?> owner, String method) {
        return classes.get(owner).getAccessesToSelf().stream()
                .filter(access -> access.getTarget().getName().equals(method))
                .map(JavaAccess::getOriginOwner)
                .map(JavaClass::getName)
                .collect(Collectors.toSet());
    }

    @ArchTest
    static final ArchRule gates_areAskedBySessionsAlone = noClasses()
            .that()
            .resideOutsideOfPackages("dev.opportune.kernel.session", "dev.opportune.kernel.gate")
            .should()
            .callMethodWhere(target(owner(assignableTo(Gate.class))).and(target(name("ask"))));

    /**
     * Whoever could make a decision of his own, or give one another outcome, would have a second way to one. Storage reads
     * them back; a story that says what went out before it began writes that down as given.
     */
    @ArchTest
    static final ArchRule outcomes_areGivenBySessionsAlone = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "dev.opportune.kernel.session", "dev.opportune.kernel.decision", "dev.opportune.storage")
            .and()
            .doNotHaveFullyQualifiedName("dev.opportune.authoring.fixtures.EarlierSend")
            .should()
            .callCodeUnitWhere(target(owner(assignableTo(Decision.class).or(assignableTo(Change.class))))
                    .and(target(name("<init>").or(name("then")).or(name("restarted")))));
}

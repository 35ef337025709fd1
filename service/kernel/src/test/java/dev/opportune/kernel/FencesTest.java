package dev.opportune.kernel;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.opportune.kernel.session.ProfileSession;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Random;
import java.util.Timer;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.RuleRuntime;
import org.kie.api.runtime.rule.StatefulRuleSession;

/** What the kernel must never see, and how little of itself it shows. */
@AnalyzeClasses(packages = "dev.opportune", importOptions = DoNotIncludeTests.class)
class FencesTest {
    private static final String SESSION = "dev.opportune.kernel.session";
    private static final String FACTS = "dev.opportune.facts";
    /** Interfaces of the engine that the kernel implements can be written to streams; nobody does. */
    private static final Class<?>[] NAMED_BY_THE_ENGINE = {ObjectInput.class, ObjectOutput.class};

    private static final String ANNOTATIONS = "org.kie.api.definition.type";

    /** A list of what is allowed: no files, network, SQL, logging or class loading is on it. */
    @ArchTest
    static final ArchRule kernel_dependsOnValuesTimeAndDroolsAlone = classes()
            .should()
            .onlyDependOnClassesThat(belongToAnyOf(NAMED_BY_THE_ENGINE)
                    .or(resideInAnyPackage(
                            "dev.opportune..",
                            "java.lang",
                            "java.lang.annotation",
                            "java.math",
                            "java.nio",
                            "java.nio.charset",
                            "java.security",
                            "java.time..",
                            "java.util",
                            "java.util.concurrent",
                            "java.util.function",
                            "java.util.regex",
                            "java.util.stream",
                            "org.drools..",
                            "org.jspecify.annotations",
                            "org.kie..")));

    @ArchTest
    static final ArchRule drools_isNamedWhereSessionsAreAndNowhereElse = noClasses()
            .that()
            .resideOutsideOfPackage(SESSION)
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage("org.drools..", "org.kie..").and(not(resideInAPackage(ANNOTATIONS))));

    @ArchTest
    static final ArchRule annotationsOfDrools_areForFacts = noClasses()
            .that()
            .resideOutsideOfPackage(FACTS)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ANNOTATIONS);

    @ArchTest
    static final ArchRule facts_areBuiltOfTheTimelineAlone = classes()
            .that()
            .resideInAPackage(FACTS)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    FACTS,
                    "dev.opportune.kernel.timeline",
                    ANNOTATIONS,
                    "java.lang",
                    "java.math",
                    "java.time",
                    "java.util",
                    "java.util.function",
                    "java.util.stream",
                    "org.jspecify.annotations");

    @ArchTest
    static final ArchRule packages_formNoCycles =
            slices().matching("dev.opportune.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule engine_aloneStepsADroolsSession = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(SESSION + ".Engine")
            .should()
            .accessTargetWhere(target(owner(anySession()))
                    .and(target(nameMatching("fire.*|insert|update|delete|retract|dispose|getSessionClock|halt"))));

    @ArchTest
    static final ArchRule clockOfASession_isSetByTheEngineAlone = noClasses()
            .that()
            .haveNameNotMatching(SESSION.replace(".", "\\.") + "\\.Engine(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.drools.core.time..");

    @ArchTest
    static final ArchRule stepping_isReachedThroughProfileSessionAlone = noClasses()
            .that()
            .arePublic()
            .and()
            .doNotBelongToAnyOf(ProfileSession.class)
            .should()
            .dependOnClassesThat()
            .haveNameMatching(SESSION.replace(".", "\\.") + "\\.(Engine|Memory|Stepper|Settling|Judgement|HandOver)");

    @ArchTest
    static final ArchRule methodsThatGiveADroolsSession_areNotPublic =
            methods().that().haveRawReturnType(KieSession.class).should().notBePublic();

    @ArchTest
    static final ArchRule time_isToldAndNeverAsked = noClasses()
            .should()
            .accessTargetWhere(target(owner(resideInAPackage("java.time..").or(belongToAnyOf(System.class))))
                    .and(target(
                            nameMatching("now|systemDefault|system.*|currentTimeMillis|nanoTime|get(env|Property)"))))
            .orShould()
            .dependOnClassesThat(belongToAnyOf(Clock.class, InstantSource.class));

    @ArchTest
    static final ArchRule chanceAndThreads_areUnknown = noClasses()
            .should()
            .dependOnClassesThat(belongToAnyOf(
                            Random.class, ThreadLocalRandom.class, UUID.class, Timer.class, Thread.class, Runtime.class)
                    .or(assignableTo(RandomGenerator.class))
                    .or(assignableTo(Executor.class)));

    private static DescribedPredicate<JavaClass> anySession() {
        return assignableTo(RuleRuntime.class)
                .or(assignableTo(StatefulRuleSession.class))
                .or(assignableTo(KieSession.class));
    }
}

package dev.hearken.system;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethodWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/** The arrows and habits that the architecture lives by. */
@AnalyzeClasses(
        packages = {
            "dev.hearken.model",
            "dev.hearken.language",
            "dev.hearken.format",
            "dev.hearken.signing",
            "dev.hearken.egress",
            "dev.hearken.secret",
            "dev.hearken.rendering",
            "dev.hearken.registry",
            "dev.hearken.dispatcher"
        },
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String[] SHARED = {
        "dev.hearken.model..",
        "dev.hearken.language..",
        "dev.hearken.format..",
        "dev.hearken.signing..",
        "dev.hearken.egress..",
        "dev.hearken.secret..",
        "dev.hearken.rendering.."
    };

    @ArchTest
    static final ArchRule SHARED_MODEL_IS_PLAIN_JAVA = noClasses()
            .that()
            .resideInAnyPackage(SHARED)
            .should()
            .dependOnClassesThat(not(resideInAnyPackage(
                            "java..",
                            "javax.crypto..",
                            "org.jspecify..",
                            "com.fasterxml.jackson..",
                            "dev.cel..",
                            "com.google.common.collect..",
                            "com.google.re2j..",
                            "dev.hearken.."))
                    .or(resideInAnyPackage("dev.hearken.registry..", "dev.hearken.dispatcher..")));

    /** Callers see conditions and patterns, never the libraries behind them. */
    @ArchTest
    static final ArchRule ONLY_THE_LANGUAGE_USES_CEL_AND_RE2 = noClasses()
            .that()
            .resideInAPackage("dev.hearken..")
            .and()
            .resideOutsideOfPackage("dev.hearken.language..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.cel..", "com.google.common..", "com.google.protobuf..", "com.google.re2j..");

    @ArchTest
    static final ArchRule REGISTRY_DOES_NOT_KNOW_THE_DISPATCHER = noClasses()
            .that()
            .resideInAPackage("dev.hearken.registry..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.hearken.dispatcher..");

    @ArchTest
    static final ArchRule DISPATCHER_DOES_NOT_KNOW_THE_REGISTRY = noClasses()
            .that()
            .resideInAPackage("dev.hearken.dispatcher..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.hearken.registry..");

    @ArchTest
    static final ArchRule REGISTRY_FEATURES_HAVE_NO_CYCLES =
            slices().matching("dev.hearken.registry.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule DISPATCHER_FEATURES_HAVE_NO_CYCLES =
            slices().matching("dev.hearken.dispatcher.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule DISPATCHER_ARROWS = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("intake")
            .definedBy("dev.hearken.dispatcher.intake..")
            .layer("dispatch")
            .definedBy("dev.hearken.dispatcher.dispatch..")
            .layer("catalog")
            .definedBy("dev.hearken.dispatcher.catalog..")
            .layer("matching")
            .definedBy("dev.hearken.dispatcher.matching..")
            .layer("rendering")
            .definedBy("dev.hearken.dispatcher.rendering..")
            .layer("cancellation")
            .definedBy("dev.hearken.dispatcher.cancellation..")
            .layer("admission")
            .definedBy("dev.hearken.dispatcher.admission..")
            .layer("health")
            .definedBy("dev.hearken.dispatcher.health..")
            .layer("transport")
            .definedBy("dev.hearken.dispatcher.transport..")
            .layer("auth")
            .definedBy("dev.hearken.dispatcher.auth..")
            .layer("retry")
            .definedBy("dev.hearken.dispatcher.retry..")
            .layer("bundle")
            .definedBy("dev.hearken.dispatcher.bundle..")
            .layer("owned")
            .definedBy("dev.hearken.dispatcher.owned..")
            .layer("deadletter")
            .definedBy("dev.hearken.dispatcher.deadletter..")
            .layer("telemetry")
            .definedBy("dev.hearken.dispatcher.telemetry..")
            .whereLayer("intake")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("dispatch")
            .mayOnlyBeAccessedByLayers("intake")
            .whereLayer("catalog")
            .mayOnlyBeAccessedByLayers("intake", "dispatch", "matching", "rendering")
            .whereLayer("matching")
            .mayOnlyBeAccessedByLayers("dispatch")
            .whereLayer("rendering")
            .mayOnlyBeAccessedByLayers("dispatch", "transport")
            .whereLayer("cancellation")
            .mayOnlyBeAccessedByLayers("intake", "dispatch")
            .whereLayer("admission")
            .mayOnlyBeAccessedByLayers("dispatch")
            .whereLayer("health")
            .mayOnlyBeAccessedByLayers("intake", "dispatch", "matching")
            .whereLayer("auth")
            .mayOnlyBeAccessedByLayers("dispatch")
            .whereLayer("transport")
            .mayOnlyBeAccessedByLayers("dispatch", "auth")
            .whereLayer("retry")
            .mayOnlyBeAccessedByLayers("intake", "dispatch", "bundle", "owned")
            .whereLayer("bundle")
            .mayOnlyBeAccessedByLayers("dispatch")
            .whereLayer("owned")
            .mayOnlyBeAccessedByLayers("intake", "dispatch")
            .whereLayer("deadletter")
            .mayOnlyBeAccessedByLayers("intake", "dispatch", "retry", "owned")
            .whereLayer("telemetry")
            .mayOnlyBeAccessedByLayers("intake", "dispatch", "bundle");

    @ArchTest
    static final ArchRule KAFKA_STAYS_AT_THE_EDGES = noClasses()
            .that(not(simpleNameEndingWith("Consumer").or(simpleNameEndingWith("Publisher"))))
            // The rim of the dispatcher, and the registry's look at its topic: both are edges without a record to
            // carry.
            .and()
            .resideOutsideOfPackages("dev.hearken.dispatcher.platform..", "dev.hearken.registry.outbox..")
            .and(not(describe(
                    "nested in one", (JavaClass c) -> c.getEnclosingClass().isPresent())))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka..");

    @ArchTest
    static final ArchRule HTTP_CLIENT_STAYS_IN_TRANSPORT = noClasses()
            .that()
            .resideOutsideOfPackage("dev.hearken.dispatcher.transport.http..")
            .and()
            .resideInAPackage("dev.hearken.dispatcher..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx.core.http..", "io.vertx.ext.web.client..", "java.net.http..");

    @ArchTest
    static final ArchRule CONSTRUCTOR_INJECTION_ONLY = noFields()
            .should()
            .beAnnotatedWith("jakarta.inject.Inject")
            .orShould()
            .beAnnotatedWith("org.eclipse.microprofile.config.inject.ConfigProperty");

    @ArchTest
    static final ArchRule ENTITIES_STAY_IN_THEIR_FEATURE = classes()
            .that()
            .areAnnotatedWith("jakarta.persistence.Entity")
            .should()
            .bePackagePrivate();

    @ArchTest
    static final ArchRule RESOURCES_ARE_CALLED_RESOURCE =
            classes().that().areAnnotatedWith("jakarta.ws.rs.Path").should().haveSimpleNameEndingWith("Resource");

    @ArchTest
    static final ArchRule CONFIGURATION_IS_CALLED_CONFIG = classes()
            .that()
            .areAnnotatedWith("io.smallrye.config.ConfigMapping")
            .should()
            .haveSimpleNameEndingWith("Config");

    @ArchTest
    static final ArchRule NAMES_SAY_WHAT_A_CLASS_IS =
            noClasses().should().haveNameMatching(".*(Impl|Util|Utils|Helper|Manager|Base)$|.*\\.Abstract[^.]*$");

    @ArchTest
    static final ArchRule TIME_IS_INJECTED = noClasses()
            .should(callMethodWhere(describe(
                    "read the wall clock",
                    (JavaCall<?> call) -> call.getName().equals("currentTimeMillis")
                            || call.getName().equals("now")
                                    && call.getTargetOwner().getPackageName().equals("java.time")
                                    && call.getTarget().getRawParameterTypes().isEmpty())));

    @ArchTest
    static final ArchRule NOBODY_SLEEPS = noClasses()
            .should(callMethodWhere(describe(
                    "sleep",
                    (JavaCall<?> call) -> call.getTargetOwner().isEquivalentTo(Thread.class)
                            && call.getName().equals("sleep"))));

    @ArchTest
    static final ArchRule EVERY_PACKAGE_IS_NULL_MARKED = classes()
            .that()
            .doNotHaveSimpleName("package-info")
            .should(new ArchCondition<>("live in a @NullMarked package") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                    events.add(new SimpleConditionEvent(type, marked, type.getName()));
                }
            });

    @ArchTest
    static final ArchRule NO_STANDARD_STREAMS = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    @ArchTest
    static final ArchRule NO_GENERIC_EXCEPTIONS = NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;

    @ArchTest
    static final ArchRule NO_JAVA_UTIL_LOGGING = NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
}

package dev.hearken.language;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelStandardFunctions;
import dev.cel.runtime.CelStandardFunctions.StandardFunction;

/** The CEL that conditions are written in: its variables, functions and limits. Loaded with the first condition. */
final class CelEnvironment {
    private static final int MAX_PARSE_DEPTH = 32;
    private static final int MAX_ITERATIONS = 10_000;
    private static final int MAX_NODES = 4_096;

    private static final CelOptions OPTIONS = CelOptions.current()
            .maxExpressionCodePointSize(CompiledCondition.MAX_LENGTH)
            .maxParseRecursionDepth(MAX_PARSE_DEPTH)
            .maxParseExpressionNodeCount(MAX_NODES)
            .maxParseErrorRecoveryLimit(1)
            .comprehensionMaxIterations(MAX_ITERATIONS)
            .enableHeterogeneousNumericComparisons(true)
            .build();

    private static final CelType OBJECT = MapType.create(SimpleType.STRING, SimpleType.DYN);

    private static final CelCompiler COMPILER = CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addVar("event", OBJECT)
            .addVar("workflow", OBJECT)
            .addVar("execution", OBJECT)
            // Null in an execution event.
            .addVar("task", SimpleType.DYN)
            .addVar("tasks", ListType.create(SimpleType.DYN))
            .addVar("metadata", OBJECT)
            .addVar("erathos", OBJECT)
            .addVar("now", SimpleType.TIMESTAMP)
            .setResultType(SimpleType.BOOL)
            .build();

    /** The library's own {@code matches} writes a pattern's repetitions out before it looks at their number. */
    private static final CelRuntime RUNTIME = CelRuntimeFactory.plannerRuntimeBuilder()
            .setOptions(OPTIONS)
            .setStandardFunctions(CelStandardFunctions.newBuilder()
                    .excludeFunctions(StandardFunction.MATCHES)
                    .build())
            .addFunctionBindings(CelFunctionBinding.fromOverloads(
                    "matches",
                    CelFunctionBinding.from("matches", String.class, String.class, ConditionPatterns::matches),
                    CelFunctionBinding.from("matches_string", String.class, String.class, ConditionPatterns::matches)))
            .build();

    private CelEnvironment() {}

    static CelValidationResult check(String expression) {
        return COMPILER.compile(expression);
    }

    /** @throws CelEvaluationException if the expression cannot be planned, such as for a malformed constant */
    static CelRuntime.Program program(CelAbstractSyntaxTree checked) throws CelEvaluationException {
        return RUNTIME.createProgram(checked);
    }
}

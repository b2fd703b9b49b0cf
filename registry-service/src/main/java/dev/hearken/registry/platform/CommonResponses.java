package dev.hearken.registry.platform;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/** Adds to every operation of the OpenAPI document the problems that every operation can answer with. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class CommonResponses implements OASFilter {
    @Override
    public void filterOpenAPI(OpenAPI document) {
        document.getPaths().getPathItems().values().stream()
                .map(PathItem::getOperations)
                .flatMap(operations -> operations.values().stream())
                .forEach(CommonResponses::complete);
    }

    private static void complete(Operation operation) {
        add(operation, "400", "BadRequest");
        add(operation, "401", "Unauthenticated");
        add(operation, "403", "Forbidden");
        add(operation, "406", "NotAcceptable");
        add(operation, "429", "TooManyFailures");
        add(operation, "500", "InternalError");
        add(operation, "503", "Unavailable");
        if (operation.getRequestBody() != null) {
            add(operation, "413", "BodyTooLarge");
            add(operation, "415", "UnsupportedMediaType");
        }
        if (isIdempotent(operation)) {
            add(operation, "409", "RequestInProgress");
            add(operation, "422", "IdempotencyKeyReused");
        }
    }

    private static boolean isIdempotent(Operation operation) {
        return operation.getParameters() != null
                && operation.getParameters().stream()
                        .map(Parameter::getRef)
                        .anyMatch(ref -> ref != null && ref.endsWith("/IdempotencyKey"));
    }

    private static void add(Operation operation, String status, String name) {
        if (!operation.getResponses().hasAPIResponse(status)) {
            operation
                    .getResponses()
                    .addAPIResponse(status, OASFactory.createAPIResponse().ref(name));
        }
    }
}

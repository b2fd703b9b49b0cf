package dev.hearken.language.template;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hearken.language.VariablePath;
import java.util.Optional;

/** What the references of a template find. Made for one rendering and used by one thread. */
public interface TemplateScope {
    /** The value that the path names, of any root but {@code secrets}; a missing node if there is none. */
    JsonNode value(VariablePath path);

    /** The secret of this name; empty if there is none or it cannot be read. */
    Optional<String> secret(String name);
}

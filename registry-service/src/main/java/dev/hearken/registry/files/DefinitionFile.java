package dev.hearken.registry.files;

import java.util.Arrays;

/** A file as it was read. */
@SuppressWarnings("ArrayRecordComponent")
record DefinitionFile(String name, byte[] content) {
    @Override
    public boolean equals(Object other) {
        return other instanceof DefinitionFile file && name.equals(file.name) && Arrays.equals(content, file.content);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }
}

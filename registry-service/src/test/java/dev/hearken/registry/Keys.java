package dev.hearken.registry;

import java.util.Map;

/** The API keys of the component tests; {@link Api#installKeys} puts them into the database. */
public final class Keys {
    public static final String ADMIN = key("admin");
    public static final String EDITOR = key("editor");
    public static final String OPERATOR = key("operator");
    public static final String VIEWER = key("viewer");
    public static final String OTHER_TENANT = key("other");

    /** Rows beside the bootstrap key: id to tenant and roles. */
    static final Map<String, String[]> ROWS = Map.of(
            "editor", new String[] {"default", "editor"},
            "operator", new String[] {"default", "operator"},
            "viewer", new String[] {"default", "viewer"},
            "other", new String[] {"other", "admin"});

    private Keys() {}

    static String secret(String id) {
        return (id + "0123456789abcdefghijklmnopqrstuvwxyz0123").substring(0, 40);
    }

    private static String key(String id) {
        return "hk_" + id + "_" + secret(id);
    }
}

package dev.hearken.benchmarks.delivery.report;

/** Text in XML. */
final class Xml {
    private Xml() {}

    /** The same text as the content of an element. */
    static String text(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}

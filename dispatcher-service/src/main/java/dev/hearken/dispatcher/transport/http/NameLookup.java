package dev.hearken.dispatcher.transport.http;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Asks the platform for the addresses of a name; may block for as long as the name server likes. */
@FunctionalInterface
interface NameLookup {
    InetAddress[] lookUp(String host) throws UnknownHostException;
}

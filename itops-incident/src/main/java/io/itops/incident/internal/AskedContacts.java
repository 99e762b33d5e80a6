package io.itops.incident.internal;

import io.itops.core.Require;
import io.itops.core.SafeText;
import io.itops.core.delivery.Destination;
import io.itops.incident.escalation.Contacts;
import java.util.Collection;
import java.util.Collections;
import java.util.NoSuchElementException;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What contacts answered before a decision, so that the decision asks no program: it rests on values alone.
 *
 * <p>Immutable and thread-safe.
 *
 * @param ways where people are reached
 * @param gaps why others are not
 */
public record AskedContacts(SortedMap<String, Destination> ways, SortedMap<String, String> gaps) implements Contacts {
    /** Copies the maps. */
    public AskedContacts {
        ways = Collections.unmodifiableSortedMap(new TreeMap<>(Require.present("ways", ways)));
        gaps = Collections.unmodifiableSortedMap(new TreeMap<>(Require.present("gaps", gaps)));
    }

    /** Asks for some people; contacts that are a value need not be asked before. */
    public static Contacts of(Contacts contacts, Collection<String> people) {
        if (contacts instanceof Through || contacts instanceof AskedContacts) {
            return contacts;
        }
        SortedMap<String, Destination> ways = new TreeMap<>();
        SortedMap<String, String> gaps = new TreeMap<>();
        for (String person : people) {
            if (!ways.containsKey(person) && !gaps.containsKey(person)) {
                try {
                    ways.put(person, Require.present("destination of " + person, contacts.of(person)));
                } catch (RuntimeException e) {
                    gaps.put(person, SafeText.shorten(String.valueOf(e.getMessage()), 1_000));
                }
            }
        }
        return new AskedContacts(ways, gaps);
    }

    @Override
    public Destination of(String person) {
        Destination way = ways.get(Require.id("person", person));
        if (way == null) {
            throw new NoSuchElementException(gaps.getOrDefault(person, "nobody asked where " + person + " is reached"));
        }
        return way;
    }

    /** Whom the maps name. */
    @Override
    public String toString() {
        return "AskedContacts[ways=" + ways.keySet() + ", gaps=" + gaps.keySet() + "]";
    }
}

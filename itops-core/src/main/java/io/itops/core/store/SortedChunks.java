package io.itops.core.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Predicate;

/**
 * Distinct values in order, in chunks of neighbours: the leaves of a B-tree under a plain list. A value takes some ten bytes besides
 * itself, where an entry of a {@link java.util.TreeSet} takes forty. Adding and removing cost a binary search and the move of less than
 * one chunk; a chunk more or less moves the list behind it, which is short: a million values have some ten thousand chunks.
 *
 * <p>Not thread-safe; confine to one thread. What is iterated must not change meanwhile.
 */
final class SortedChunks<T> {
    private static final int MOST = 128;
    private static final int FIRST = 4;

    /** Stands where a value was. */
    private static final Object FREE = new Object();

    private final Comparator<? super T> order;
    private final List<Chunk<T>> chunks = new ArrayList<>();

    SortedChunks(Comparator<? super T> order) {
        this.order = order;
    }

    boolean isEmpty() {
        return chunks.isEmpty();
    }

    T first() {
        if (chunks.isEmpty()) {
            throw new NoSuchElementException("no value");
        }
        return chunks.get(0).at(0);
    }

    /** Whether it was not there. */
    boolean add(T value) {
        if (chunks.isEmpty()) {
            chunks.add(new Chunk<>());
            chunks.get(0).insert(0, value);
            return true;
        }
        int number = chunks.size() - 1;
        Chunk<T> chunk = chunks.get(number);
        int place = chunk.size;
        // what comes in its order goes behind all others, which one comparison tells
        if (order.compare(chunk.at(place - 1), value) >= 0) {
            Predicate<T> before = other -> order.compare(other, value) < 0;
            number = chunkOf(before);
            chunk = chunks.get(number);
            place = chunk.place(before);
        }
        if (place < chunk.size && order.compare(chunk.at(place), value) == 0) {
            return false;
        }
        if (chunk.size == MOST) {
            // what only grows at its end keeps full chunks behind it
            boolean atEnd = place == MOST && number == chunks.size() - 1;
            Chunk<T> upper = chunk.split(atEnd ? MOST : MOST / 2);
            chunks.add(number + 1, upper);
            if (place > chunk.size || atEnd) {
                place -= chunk.size;
                chunk = upper;
            }
        }
        chunk.insert(place, value);
        return true;
    }

    /** Whether it was there. */
    boolean remove(T value) {
        Predicate<T> before = other -> order.compare(other, value) < 0;
        int number = chunkOf(before);
        if (number == chunks.size()) {
            return false;
        }
        Chunk<T> chunk = chunks.get(number);
        int place = chunk.place(before);
        if (order.compare(chunk.at(place), value) != 0) {
            return false;
        }
        chunk.delete(place);
        if (chunk.size == 0) {
            chunks.remove(number);
        } else if (number + 1 < chunks.size() && chunk.size + chunks.get(number + 1).size <= MOST / 2) {
            chunk.append(chunks.remove(number + 1));
        }
        return true;
    }

    /** All values, upwards or downwards. */
    Iterator<T> all(boolean descending) {
        return descending ? new Walk(chunks.size() - 1, lastOf(chunks.size() - 1), -1) : new Walk(0, 0, 1);
    }

    /** The values that are not before a place, upwards. */
    Iterator<T> upFrom(Predicate<? super T> before) {
        int number = chunkOf(before);
        return new Walk(number, number == chunks.size() ? 0 : chunks.get(number).place(before), 1);
    }

    /** The values that are before a place, downwards. */
    Iterator<T> downFrom(Predicate<? super T> before) {
        int number = chunkOf(before);
        int place = number == chunks.size() ? 0 : chunks.get(number).place(before);
        return place > 0 ? new Walk(number, place - 1, -1) : new Walk(number - 1, lastOf(number - 1), -1);
    }

    /** The first chunk whose last value is not before a place; their number if there is none. */
    private int chunkOf(Predicate<? super T> before) {
        int low = 0;
        int high = chunks.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            Chunk<T> chunk = chunks.get(middle);
            if (before.test(chunk.at(chunk.size - 1))) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private int lastOf(int number) {
        return number < 0 ? 0 : chunks.get(number).size - 1;
    }

    private final class Walk implements Iterator<T> {
        private final int step;
        private int number;
        private int place;

        Walk(int number, int place, int step) {
            this.number = number;
            this.place = place;
            this.step = step;
            settle();
        }

        /** Goes on to the next chunk behind the end of one. */
        private void settle() {
            if (number >= 0 && number < chunks.size()) {
                if (place == chunks.get(number).size) {
                    number++;
                    place = 0;
                } else if (place < 0) {
                    number--;
                    place = lastOf(number);
                }
            }
        }

        @Override
        public boolean hasNext() {
            return number >= 0 && number < chunks.size();
        }

        @Override
        public T next() {
            if (!hasNext()) {
                throw new NoSuchElementException("no further value");
            }
            T value = chunks.get(number).at(place);
            place += step;
            settle();
            return value;
        }
    }

    /** Neighbours in order. */
    private static final class Chunk<T> {
        private Object[] values = new Object[FIRST];
        private int size;

        @SuppressWarnings("unchecked") // nothing else is put in
        T at(int place) {
            return (T) values[place];
        }

        /** Where the first value stands that is not before a place; the size if there is none. */
        int place(Predicate<? super T> before) {
            int low = 0;
            int high = size;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (before.test(at(middle))) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }

        void insert(int place, T value) {
            room(size + 1);
            System.arraycopy(values, place, values, place + 1, size - place);
            values[place] = value;
            size++;
        }

        void delete(int place) {
            size--;
            System.arraycopy(values, place + 1, values, place, size - place);
            values[size] = FREE;
        }

        /** Keeps what stands before a place, and gives the rest. */
        Chunk<T> split(int place) {
            Chunk<T> upper = new Chunk<>();
            upper.room(size - place);
            System.arraycopy(values, place, upper.values, 0, size - place);
            upper.size = size - place;
            Arrays.fill(values, place, size, FREE);
            size = place;
            return upper;
        }

        void append(Chunk<T> next) {
            room(size + next.size);
            System.arraycopy(next.values, 0, values, size, next.size);
            size += next.size;
        }

        private void room(int wanted) {
            if (wanted > values.length) {
                values = Arrays.copyOf(values, Math.min(MOST, Math.max(wanted, values.length + (values.length >> 1))));
            }
        }
    }
}

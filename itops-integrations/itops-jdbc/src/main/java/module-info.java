/**
 * A store on a relational database: H2 as an embedded file.
 */
@org.jspecify.annotations.NullMarked
module io.itops.jdbc {
    requires static transitive org.jspecify;
    requires transitive io.itops.core;
    requires com.h2database;
    requires java.sql;
    requires org.slf4j;

    exports io.itops.jdbc;
}

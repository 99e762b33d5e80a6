package io.itops.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps which statements were prepared on connections, each with the parameters it was last given. */
final class StatementLog {
    private final Map<String, List<Object>> statements = new LinkedHashMap<>();

    synchronized Map<String, List<Object>> statements() {
        return new LinkedHashMap<>(statements);
    }

    synchronized void clear() {
        statements.clear();
    }

    /** The same connection, listened to. */
    Connection listen(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    try {
                        Object result = method.invoke(connection, arguments);
                        return method.getName().equals("prepareStatement")
                                ? listen((PreparedStatement) result, (String) arguments[0])
                                : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private PreparedStatement listen(PreparedStatement statement, String sql) {
        Map<Integer, Object> parameters = new LinkedHashMap<>();
        return (PreparedStatement) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {PreparedStatement.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("setObject")) {
                        parameters.put((Integer) arguments[0], arguments[1]);
                    } else if (method.getName().equals("setNull")) {
                        parameters.remove((Integer) arguments[0]);
                    } else if (method.getName().startsWith("execute")) {
                        keep(sql, parameters);
                    }
                    try {
                        return method.invoke(statement, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private synchronized void keep(String sql, Map<Integer, Object> parameters) {
        statements.put(sql, new ArrayList<>(parameters.values()));
    }
}

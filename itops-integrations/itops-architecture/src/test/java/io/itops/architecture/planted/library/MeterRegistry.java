package io.itops.architecture.planted.library;

/** Stands for the one type that a builder may name. */
public class MeterRegistry {}

// Operations of experiments and feature flags: planned, run, judged, shared; set, given out, tried.
import { z } from "zod";
import {
  DesignRequest,
  DesignView,
  ExperimentChangeRequest,
  ExperimentList,
  ExperimentRequest,
  ExperimentView,
  experimentParams,
  MeasuredExperiment,
  SpecExperimentsView,
  TableRequest,
  TableView,
} from "./experiments.ts";
import { FlagAsk, FlagDecisionView, FlagList, FlagRequest, FlagView, flagParams } from "./flags.ts";
import type { Operation } from "./operation.ts";
import { SpecParams } from "./specs.ts";

export const EXPERIMENT_OPERATIONS = {
  listExperiments: {
    tag: "experiments",
    summary: "Experiments, the one changed last first",
    response: ExperimentList,
  },
  createExperiment: {
    tag: "experiments",
    summary: "Keep an experiment: hypothesis, arms, metrics, and the needs it is for",
    body: ExperimentRequest,
    response: ExperimentView,
    status: 201,
  },
  getExperiment: {
    tag: "experiments",
    summary: "One experiment with its last outcome",
    params: experimentParams,
    response: ExperimentView,
  },
  changeExperiment: {
    tag: "experiments",
    summary: "Change, start or stop an experiment; what has begun keeps its arms",
    params: experimentParams,
    body: ExperimentChangeRequest,
    response: ExperimentView,
  },
  deleteExperiment: {
    tag: "experiments",
    summary: "Delete an experiment",
    params: experimentParams,
    response: null,
    status: 204,
  },
  measureExperiment: {
    tag: "experiments",
    summary: "Judge an experiment on the events, and keep the outcome with it and its needs",
    params: experimentParams,
    response: MeasuredExperiment,
  },
  getExperimentReport: {
    tag: "experiments",
    summary: "An experiment's report to share: one HTML file in both languages",
    params: experimentParams,
    query: z.object({ lang: z.enum(["en", "zh"]).optional() }),
    response: "text/html",
  },
  planExperiment: {
    tag: "experiments",
    summary: "How many people and weeks an experiment needs",
    body: DesignRequest,
    response: DesignView,
  },
  getSpecExperiments: {
    tag: "experiments",
    summary: "What a specification gives to a plan, and what the experiments that test it told",
    params: SpecParams,
    response: SpecExperimentsView,
  },
  analyseTable: {
    tag: "experiments",
    summary: "Judge an experiment out of uploaded tables: rows of people, days, or sums",
    body: TableRequest,
    response: TableView,
  },
  listFlags: { tag: "flags", summary: "Feature flags", response: FlagList },
  putFlag: {
    tag: "flags",
    summary: "Set a flag as a whole",
    params: flagParams,
    body: FlagRequest,
    response: FlagView,
  },
  deleteFlag: {
    tag: "flags",
    summary: "Delete a flag",
    params: flagParams,
    response: null,
    status: 204,
  },
  evaluateFlag: {
    tag: "flags",
    summary: "What a person would get, and why",
    params: flagParams,
    body: FlagAsk,
    response: FlagDecisionView,
  },
} as const satisfies Readonly<Record<string, Operation>>;

"""The lexicographic optimum by HiGHS, a solver of linear programmes in floating point, made exact.

The rows of a matching problem are totally unimodular, so the corners of the linear programme are whole plans, and its
prices are whole numbers. What HiGHS finds is rounded, and the rounded plan and prices are held against each other in whole
numbers: the plan keeps to all rows, no column is worth more than it costs, and both come to the same sum. Whatever
floating point did on the way, that is the optimum.

Neighbouring levels are packed into one objective as long as its figures stay small; after each, the problem is
narrowed to what is as good: a column with a reduced cost is closed, a row with a price is filled.
"""

import highspy
import numpy as np
from outside import Numbers, Problem, numbers

# A figure of the objective up to this stays far from where floating point would blur it.
SMALL = 1_000_000


def packed(given: Numbers, most_units: int) -> list[np.ndarray]:
    """The levels in as few objectives as keep their figures small."""
    objectives: list[np.ndarray] = []
    for level in given.levels:
        span = most_units * int(np.abs(level).max(initial=0)) + 1
        if objectives and int(np.abs(objectives[-1]).max(initial=0)) * span + span <= SMALL:
            # What the level before counts outweighs all that this one could.
            objectives[-1] = objectives[-1] * (2 * span) + level
        else:
            objectives.append(level.copy())
    return objectives


def model(given: Numbers) -> highspy.Highs:
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    columns, rows = given.rows.shape[1], given.rows.shape[0]
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = columns, rows
    lp.col_cost_ = np.zeros(columns)
    lp.col_lower_, lp.col_upper_ = np.zeros(columns), np.full(columns, highspy.kHighsInf)
    lp.row_lower_, lp.row_upper_ = np.full(rows, -highspy.kHighsInf), given.most.astype(float)
    of_column, row = np.nonzero(given.rows.T)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_ = np.searchsorted(of_column, np.arange(columns + 1)).astype(np.int32)
    lp.a_matrix_.index_ = row.astype(np.int32)
    lp.a_matrix_.value_ = given.rows[row, of_column].astype(float)
    solver.passModel(lp)
    return solver


def optimum(problem: Problem) -> list[int]:
    """The lexicographic optimum without the tie."""
    given = numbers(problem)
    if not problem["pairs"] or not given.rows.any():
        plan = np.array([-most for most in given.most if most < 0], dtype=np.int64)
        return [int(figure) for figure in given.nothing + given.levels @ plan]
    solver = model(given)
    columns, rows = np.arange(given.rows.shape[1], dtype=np.int32), np.arange(len(given.most), dtype=np.int32)
    closed, filled = np.zeros(len(columns), dtype=bool), np.zeros(len(rows), dtype=bool)
    most_units = sum(need["units"] for need in problem["requirements"])
    most_units += sum(limit.get("at_least", 0) for limit in problem["limits"])
    plan = np.zeros(len(columns), dtype=np.int64)
    for objective in packed(given, most_units):
        solver.changeColsCost(len(columns), columns, objective.astype(float))
        solver.run()
        assert solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        solution = solver.getSolution()
        plan = np.rint(solution.col_value).astype(np.int64)
        price = np.rint(solution.row_dual).astype(np.int64)
        # From here on, whole numbers only.
        left = given.most - given.rows @ plan
        assert np.all(plan >= 0) and np.all(left >= 0) and not plan[closed].any() and not left[filled].any()
        reduced = objective - price @ given.rows
        assert np.all(reduced[~closed] >= 0) and np.all(price[~filled] <= 0)
        assert int(objective @ plan) == int(price @ given.most)
        closed |= reduced > 0
        filled |= price < 0
        solver.changeColsBounds(
            len(columns), columns, np.zeros(len(columns)), np.where(closed, 0.0, highspy.kHighsInf)
        )
        lower = np.where(filled, given.most.astype(float), -highspy.kHighsInf)
        solver.changeRowsBounds(len(rows), rows, lower, given.most.astype(float))
    return [int(figure) for figure in given.nothing + given.levels @ plan]

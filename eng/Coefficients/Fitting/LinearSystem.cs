using ActorCompute.Coefficients.Arithmetic;

namespace ActorCompute.Coefficients.Fitting;

/// <summary>Systems of linear equations.</summary>
internal static class LinearSystem
{
    /// <summary>
    /// Solves by Gaussian elimination with partial pivoting, in place. Row i holds the coefficients of
    /// equation i and, last, its right side.
    /// </summary>
    public static BigReal[] Solve(BigReal[][] rows)
    {
        int count = rows.Length;
        for (int column = 0; column < count; column++)
        {
            int pivot = column;
            for (int row = column + 1; row < count; row++)
            {
                if (BigReal.Abs(rows[row][column]) > BigReal.Abs(rows[pivot][column])) pivot = row;
            }

            (rows[column], rows[pivot]) = (rows[pivot], rows[column]);
            for (int row = column + 1; row < count; row++)
            {
                BigReal factor = rows[row][column] / rows[column][column];
                for (int k = column + 1; k <= count; k++) rows[row][k] -= factor * rows[column][k];
            }
        }

        var solution = new BigReal[count];
        for (int row = count - 1; row >= 0; row--)
        {
            BigReal sum = rows[row][count];
            for (int k = row + 1; k < count; k++) sum -= rows[row][k] * solution[k];
            solution[row] = sum / rows[row][row];
        }

        return solution;
    }
}

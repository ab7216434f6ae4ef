package dev.chainrule.kernel;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.cblas_sgemm;

/**
 * The matrix products of {@link CpuAffine}, by OpenBLAS. Every matrix is row-major: a window on its
 * first number, and how far its rows are apart.
 *
 * <p>OpenBLAS first copies both matrices into an order of its own; with a batch of 64 that is a
 * third of the time. Where {@link OpenBlas#hasSmallProducts}, it does without, but for small
 * products only. So larger ones are asked for in pieces that are small enough: 64×784×64 takes 32
 * instead of 40 µs forward, and 26 instead of 39 back.
 */
final class MatrixProducts {
  /** More multiplications, and OpenBLAS copies: its {@code sgemm_small_matrix_permit}. */
  private static final long MOST_SMALL = 1_000_000;

  // Of p qᵀ it copies besides if the result is larger, or the sums are shorter.
  private static final int MOST_SMALL_RESULT = 1_200;
  private static final int SHORTEST_SMALL_SUM = 32;

  // Of p qᵀ, pieces gain nothing where each number is used often, which makes up for a copy: if
  // there are more multiplications, or if the sums are shorter and the result is not narrow.
  private static final long MOST = 14_000_000;
  private static final int SHORT_SUM = 200;
  private static final int NARROW = 32;

  /** Registers of AVX-512 hold so many numbers; pieces are of whole ones or halves. */
  private static final int LANES = 16;

  private final boolean inPieces;

  /**
   * Products for any BLAS.
   *
   * @param inPieces whether to ask for larger ones in pieces
   */
  MatrixProducts(boolean inPieces) {
    this.inPieces = inPieces;
  }

  /**
   * out = p qᵀ of m rows and n columns, sums of k products. The windows are somewhere else
   * afterwards.
   */
  void timesTransposed(
      int m,
      int n,
      int k,
      HostMemory p,
      int rowOfP,
      HostMemory q,
      int rowOfQ,
      HostMemory out,
      int rowOfOut) {
    int rows = rowsOfPiece(m, n, k);
    int columns = rows < m ? n : columnsOfPiece(m, n, k);
    for (int i = 0; i < m; i += rows) {
      int some = Math.min(rows, m - i);
      for (int j = 0; j < n; j += columns) {
        int few = Math.min(columns, n - j);
        sgemm(CblasNoTrans, CblasTrans, some, few, k, p, rowOfP, q, rowOfQ, 0, out, rowOfOut);
        out.move(few);
        q.move((long) few * rowOfQ);
      }
      p.move((long) some * rowOfP);
      q.move(-(long) n * rowOfQ);
      out.move((long) some * rowOfOut - n);
    }
  }

  /** out = p q + beta out, or pᵀ q + beta out, likewise. */
  void times(
      boolean transposeP,
      int m,
      int n,
      int k,
      HostMemory p,
      int rowOfP,
      HostMemory q,
      int rowOfQ,
      float beta,
      HostMemory out,
      int rowOfOut) {
    int transposed = transposeP ? CblasTrans : CblasNoTrans;
    int columns = columnsOfPiece(n, (long) m * k);
    for (int j = 0; j < n; j += columns) {
      int few = Math.min(columns, n - j);
      sgemm(transposed, CblasNoTrans, m, few, k, p, rowOfP, q, rowOfQ, beta, out, rowOfOut);
      q.move(few);
      out.move(few);
    }
  }

  // ---- how large a piece is

  private int rowsOfPiece(int m, int n, int k) {
    int rows = n <= LANES ? 2 * LANES : LANES / 2;
    return m >= LANES && gainsByPieces(m, n, k) && isSmall(rows, n, k) ? rows : m;
  }

  private int columnsOfPiece(int m, int n, int k) {
    for (int columns = LANES; gainsByPieces(m, n, k) && columns >= LANES / 2; columns /= 2) {
      if (isSmall(m, columns, k)) {
        return columns;
      }
    }
    return n;
  }

  private boolean gainsByPieces(int m, int n, int k) {
    return inPieces
        && !isSmall(m, n, k)
        && k >= (Math.min(m, n) <= NARROW ? SHORTEST_SMALL_SUM : SHORT_SUM)
        && (long) m * n * k <= MOST;
  }

  /** Whether OpenBLAS does p qᵀ without copies, if its sums are long enough. */
  private static boolean isSmall(int m, int n, int k) {
    return (long) m * n <= MOST_SMALL_RESULT && (long) m * n * k <= MOST_SMALL;
  }

  /** The same for the other products: as many whole registers as are small enough. */
  private int columnsOfPiece(int n, long multiplicationsPerColumn) {
    long most = MOST_SMALL / Math.max(1, multiplicationsPerColumn) / (2 * LANES) * (2 * LANES);
    return inPieces && most > 0 ? (int) Math.min(n, most) : n;
  }

  /** out = p q + beta out, one or the other transposed. */
  private static void sgemm(
      int transposeP,
      int transposeQ,
      int m,
      int n,
      int k,
      HostMemory p,
      int rowOfP,
      HostMemory q,
      int rowOfQ,
      float beta,
      HostMemory out,
      int rowOfOut) {
    cblas_sgemm(
        CblasRowMajor,
        transposeP,
        transposeQ,
        m,
        n,
        k,
        1f,
        p,
        rowOfP,
        q,
        rowOfQ,
        beta,
        out,
        rowOfOut);
  }
}

namespace ActorCompute.Seed.Plots;

/// <summary>The colours that all pictures share, light and dark.</summary>
internal static class Palette
{
    /// <summary>How many steps the sequential scale has, from 0, next to the paper, on.</summary>
    public const int Steps = 8;

    /// <summary>
    /// Classes: paper, heading, note, tick (texts), grid, axis. Variables: --stepN and --onN, a step of the
    /// scale and the ink on it; --first, --second, --third, three lines that the colour-blind tell apart.
    /// </summary>
    public const string Styles =
        """
        svg {
          --paper: #ffffff; --ink: #1b1f24; --soft: #57606a; --grid: #e3e7eb; --axis: #8c959f;
          --first: #0b6bcb; --second: #d1490c; --third: #1a9a74;
          --step0: #eef5fc; --step1: #d3e5f6; --step2: #b1d1ee; --step3: #86b8e2;
          --step4: #5a9bd2; --step5: #357dbb; --step6: #1c5f9c; --step7: #0c4273;
          --on0: #1b1f24; --on1: #1b1f24; --on2: #1b1f24; --on3: #1b1f24;
          --on4: #0d1117; --on5: #ffffff; --on6: #ffffff; --on7: #ffffff;
          font-family: system-ui, "Segoe UI", "DejaVu Sans", sans-serif;
        }
        @media (prefers-color-scheme: dark) {
          svg {
            --paper: #0d1117; --ink: #e6edf3; --soft: #9aa5b1; --grid: #252c35; --axis: #6e7681;
            --first: #58a6ff; --second: #ff8f57; --third: #3fcf9f;
            --step0: #122236; --step1: #163150; --step2: #1b446e; --step3: #22598e;
            --step4: #3274b0; --step5: #5292cc; --step6: #82b4e2; --step7: #bcd9f3;
            --on0: #e6edf3; --on1: #e6edf3; --on2: #e6edf3; --on3: #ffffff;
            --on4: #ffffff; --on5: #0d1117; --on6: #0d1117; --on7: #0d1117;
          }
        }
        .paper { fill: var(--paper); }
        .heading { fill: var(--ink); font-size: 20px; font-weight: 600; }
        .label { fill: var(--ink); font-size: 14px; }
        .note { fill: var(--soft); font-size: 13px; }
        .tick { fill: var(--soft); font-size: 12px; }
        .grid { stroke: var(--grid); stroke-width: 1; }
        .axis { stroke: var(--axis); stroke-width: 1; }
        """;
}

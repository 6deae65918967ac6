namespace ScreenShare.CommandLine;

/// <summary>Finds what somebody meant who mistyped a word.</summary>
public static class NearWord
{
    /// <summary>The known word that is fewest slips away; null when none is near. Case is no slip.</summary>
    public static string? Find(string typed, IEnumerable<string> known)
    {
        string? nearest = null;
        int fewest = SlipsMax(typed) + 1;
        foreach (string word in known)
        {
            if (Math.Abs(word.Length - typed.Length) >= fewest) continue; // also keeps the table below small, whatever was typed
            int slips = Slips(typed.ToLowerInvariant(), word.ToLowerInvariant());
            if (slips >= fewest) continue;
            (nearest, fewest) = (word, slips);
        }

        return nearest;
    }

    // One slip in three letters: more would turn any short word into any other.
    private static int SlipsMax(string typed) => Math.Clamp(typed.TrimStart('-').Length / 3, 1, 3);

    // The distance of Damerau and Levenshtein, restricted: letters left out, put in, exchanged, and neighbours swapped.
    private static int Slips(string from, string to)
    {
        int[,] slips = new int[from.Length + 1, to.Length + 1];
        for (int i = 0; i <= from.Length; i++)
        {
            for (int j = 0; j <= to.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    slips[i, j] = i + j;
                    continue;
                }

                int exchanged = slips[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                slips[i, j] = Math.Min(exchanged, Math.Min(slips[i - 1, j], slips[i, j - 1]) + 1);
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                    slips[i, j] = Math.Min(slips[i, j], slips[i - 2, j - 2] + 1);
            }
        }

        return slips[from.Length, to.Length];
    }
}

package telephony

import "sync"

// askEach asks about each id, so many at once, and gives the answers that came.
func askEach[ID comparable, V any](ids []ID, atOnce int, ask func(ID) (V, bool)) map[ID]V {
	var mu sync.Mutex
	var asking sync.WaitGroup
	got, next := map[ID]V{}, make(chan ID)
	for range min(atOnce, len(ids)) {
		asking.Go(func() {
			for id := range next {
				if v, known := ask(id); known {
					mu.Lock()
					got[id] = v
					mu.Unlock()
				}
			}
		})
	}
	for _, id := range ids {
		next <- id
	}
	close(next)
	asking.Wait()
	return got
}
